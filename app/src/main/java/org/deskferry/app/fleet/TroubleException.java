package org.deskferry.app.fleet;

import java.util.List;
import java.util.stream.Collectors;
import org.deskferry.proto.v1.Problem;

/** Something was refused or failed, said as help for a person. */
public final class TroubleException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final boolean unsettled;

    public TroubleException(List<Problem> problems) {
        this(problems, false);
    }

    TroubleException(List<Problem> problems, boolean unsettled) {
        super(problems.stream().map(Problem::getReason).collect(Collectors.joining(" ")));
        this.problems = List.copyOf(problems);
        this.unsettled = unsettled;
    }

    /** At least one. */
    public List<Problem> problems() {
        return problems;
    }

    /** True when the other side was lost rather than said no: what was asked for may still happen. */
    public boolean unsettled() {
        return unsettled;
    }
}
