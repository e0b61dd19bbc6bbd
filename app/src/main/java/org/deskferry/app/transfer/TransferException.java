package org.deskferry.app.transfer;

import java.util.List;
import java.util.stream.Collectors;
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

    static TransferException of(ProblemKind kind, String thing, String reason, String remedy) {
        var problem = Problem.newBuilder()
                .setKind(kind)
                .setThing(thing)
                .setReason(reason)
                .setRemedy(remedy);
        return new TransferException(List.of(problem.build()), false);
    }

    static TransferException cancelled() {
        return of(ProblemKind.PROBLEM_KIND_CANCELLED, "the transfer", "It was cancelled.", "Begin it again.");
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
