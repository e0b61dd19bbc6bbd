package org.deskferry.host.memory;

import java.nio.ByteBuffer;

/** What both ends know of pages. */
final class Pages {
    static final int SIZE = 4096;

    /** Raw bytes of a piece at most. */
    static final int PIECE = 1 << 20;

    /** Programs of the architectures that are supported have their memory below. */
    static final long ADDRESSES = 1L << 47;

    private static final ByteBuffer ZERO = ByteBuffer.allocateDirect(SIZE);

    private Pages() {}

    static boolean isZero(ByteBuffer bytes, int offset) {
        return bytes.slice(offset, SIZE).mismatch(ZERO.duplicate()) < 0;
    }
}
