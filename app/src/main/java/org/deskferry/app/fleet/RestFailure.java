package org.deskferry.app.fleet;

import java.util.List;
import org.deskferry.proto.v1.Problem;

/** A pod was not put to rest, woken or kept in a snapshot; it is as it was. */
public record RestFailure(Wish wish, List<Problem> problems) {
    /** What was asked for. */
    public enum Wish {
        SUSPEND,
        RESUME,
        KEEP
    }
}
