package org.deskferry.host.problem;

import java.util.List;
import java.util.stream.Collectors;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.jspecify.annotations.Nullable;

/**
 * Something was refused or failed for reasons a person can read. Whoever throws it has undone what it had begun.
 */
public final class ProblemException extends RuntimeException {
    private final transient List<Problem> problems;

    public ProblemException(List<Problem> problems) {
        this(problems, null);
    }

    private ProblemException(List<Problem> problems, @Nullable Throwable cause) {
        super(problems.stream().map(ProblemException::sentence).collect(Collectors.joining(" ")), cause);
        this.problems = List.copyOf(problems);
    }

    /** A single problem: what it is about, what is wrong with it, and what the reader can do. */
    public static ProblemException of(ProblemKind kind, Phrase thing, Phrase reason, Phrase remedy) {
        return new ProblemException(List.of(Phrases.problem(kind, thing, reason, remedy)));
    }

    public static ProblemException causedBy(
            Throwable cause, ProblemKind kind, Phrase thing, Phrase reason, Phrase remedy) {
        return new ProblemException(List.of(Phrases.problem(kind, thing, reason, remedy)), cause);
    }

    public List<Problem> problems() {
        return problems;
    }

    private static String sentence(Problem problem) {
        return problem.getThing() + ": " + problem.getReason() + " " + problem.getRemedy();
    }
}
