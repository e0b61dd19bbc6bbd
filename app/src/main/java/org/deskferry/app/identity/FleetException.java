package org.deskferry.app.identity;

import java.util.List;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.jspecify.annotations.Nullable;

/** The fleet's files are missing, wrong, or do not allow what was asked; said as help for a person. */
public final class FleetException extends Exception {
    private final transient Problem problem;

    FleetException(ProblemKind kind, Phrase thing, Phrase reason, Phrase remedy) {
        this(null, kind, thing, reason, remedy);
    }

    FleetException(@Nullable Throwable cause, ProblemKind kind, Phrase thing, Phrase reason, Phrase remedy) {
        this(cause, Phrases.problem(kind, thing, reason, remedy));
    }

    public FleetException(@Nullable Throwable cause, Problem problem) {
        super(problem.getThing() + ": " + problem.getReason() + " " + problem.getRemedy(), cause);
        this.problem = problem;
    }

    public List<Problem> problems() {
        return List.of(problem);
    }
}
