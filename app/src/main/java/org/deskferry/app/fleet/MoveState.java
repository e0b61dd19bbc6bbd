package org.deskferry.app.fleet;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.MoveResult;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** What is known of a pod's present or last move. */
public sealed interface MoveState {

    record None() implements MoveState {}

    /** This app will ask for it when its turn comes. */
    record Waiting(String destination) implements MoveState {}

    /** {@code asked}: by this app, which then hears of its end at first hand. */
    record UnderWay(MoveProgress progress, boolean asked) implements MoveState {}

    /** The pod goes on at {@code destination}. The result is missing until its source has told it. */
    record Done(String source, String destination, Optional<MoveResult> result) implements MoveState {}

    /** The pod goes on where it was. {@code unsettled}: nobody knows yet, as its workstation was lost in between. */
    record Failed(String source, String destination, Duration after, List<Problem> problems, boolean unsettled)
            implements MoveState {

        /** Somebody wanted it so. */
        public boolean cancelled() {
            return problems.stream().anyMatch(problem -> problem.getKind() == ProblemKind.PROBLEM_KIND_CANCELLED);
        }
    }
}
