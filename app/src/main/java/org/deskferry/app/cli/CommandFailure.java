package org.deskferry.app.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** A command ends without having done what it was asked to. */
final class CommandFailure extends Exception {
    private final transient List<Problem> problems;

    CommandFailure(List<Problem> problems) {
        super(problems.stream().map(Problem::getReason).collect(Collectors.joining(" ")));
        this.problems = List.copyOf(problems);
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

    int exitCode() {
        return ExitCode.of(problems);
    }
}
