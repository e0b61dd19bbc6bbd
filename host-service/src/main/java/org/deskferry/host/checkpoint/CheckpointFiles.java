package org.deskferry.host.checkpoint;

import java.util.regex.Pattern;

/** Limits and forms of a checkpoint on the wire, the same for both ends. */
final class CheckpointFiles {
    /** Raw bytes of a piece. */
    static final int PIECE = 1 << 20;

    /** Largest raw piece a receiver takes. */
    static final int LARGEST_PIECE = 4 << 20;

    static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    private CheckpointFiles() {}
}
