package org.deskferry.app.transfer;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.List;
import java.util.stream.Collectors;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** A pod did not get to a file, or out of one. */
public final class TransferException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;
    private final boolean lost;

    TransferException(List<Problem> problems, boolean lost) {
        super(problems.stream().map(Problem::getReason).collect(Collectors.joining(" ")));
        this.problems = List.copyOf(problems);
        this.lost = lost;
    }

    static TransferException of(ProblemKind kind, Phrase thing, Phrase reason, Phrase remedy) {
        return new TransferException(List.of(Phrases.problem(kind, thing, reason, remedy)), false);
    }

    static TransferException cancelled() {
        return of(
                ProblemKind.PROBLEM_KIND_CANCELLED,
                say("the transfer"),
                say("It was cancelled."),
                say("Begin it again."));
    }

    /** At least one. */
    public List<Problem> problems() {
        return problems;
    }

    /** What was asked for may nevertheless have been done. */
    public boolean isLost() {
        return lost;
    }

    /** Somebody wanted it so. */
    public boolean isCancelled() {
        return problems.getFirst().getKind() == ProblemKind.PROBLEM_KIND_CANCELLED;
    }
}
