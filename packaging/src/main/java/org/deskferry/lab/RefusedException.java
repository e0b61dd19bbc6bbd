package org.deskferry.lab;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** A call that a workstation refused, or that failed, with its reasons as the operator reads them. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    RefusedException(List<Problem> problems, Throwable cause) {
        super(
                problems.stream()
                        .map(problem -> problem.getKind() + ": " + problem.getThing() + ": " + problem.getReason() + " "
                                + problem.getRemedy())
                        .collect(Collectors.joining("; ")),
                cause);
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    public Set<ProblemKind> kinds() {
        return problems.stream().map(Problem::getKind).collect(Collectors.toSet());
    }
}
