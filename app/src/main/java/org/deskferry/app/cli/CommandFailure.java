package org.deskferry.app.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** A command ends without having done what it was asked to. */
final class CommandFailure extends Exception {
    private final transient List<Problem> problems;
    private final boolean lost;

    CommandFailure(List<Problem> problems) {
        this(problems, false);
    }

    /** {@code lost}: what was asked may nevertheless have been done. */
    CommandFailure(List<Problem> problems, boolean lost) {
        super(problems.stream().map(Problem::getReason).collect(Collectors.joining(" ")));
        this.problems = List.copyOf(problems);
        this.lost = lost;
    }

    static CommandFailure of(ProblemKind kind, String thing, String reason, String remedy) {
        return new CommandFailure(List.of(Problem.newBuilder()
                .setKind(kind)
                .setThing(thing)
                .setReason(reason)
                .setRemedy(remedy)
                .build()));
    }

    List<Problem> problems() {
        return problems;
    }

    boolean isLost() {
        return lost;
    }

    int exitCode() {
        return ExitCode.of(problems);
    }
}
