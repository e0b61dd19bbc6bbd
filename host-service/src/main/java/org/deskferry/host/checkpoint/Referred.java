package org.deskferry.host.checkpoint;

import java.util.List;

/**
 * A piece without those pages of it that the destination has.
 *
 * @param <R> how it is told where these are
 */
public final class Referred<R> {
    private final byte[] rest;
    private final List<R> runs;

    public Referred(byte[] rest, List<R> runs) {
        this.rest = rest;
        this.runs = runs;
    }

    /** All other bytes of it. */
    public byte[] rest() {
        return rest;
    }

    /** The pages in between, in order. */
    public List<R> runs() {
        return runs;
    }
}
