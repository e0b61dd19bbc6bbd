package org.deskferry.host.files;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What the destination has of a large file: of each block that is no hole its hash, so that only blocks that differ are sent again. */
final class BlockHashes {
    static final int BLOCK = ContentReader.PIECE;

    private final NavigableMap<Long, HashValue128> known = new TreeMap<>();

    /** Whether a file is worth it. */
    static boolean suit(long size) {
        return size > BLOCK;
    }

    /** Notes what a block holds now; returns whether that is new. */
    boolean note(long block, byte[] bytes, int length) {
        var hash = Hashing.xxh3_128().hashBytesTo128Bits(bytes, 0, length);
        return !hash.equals(known.put(block, hash));
    }

    /** The first block from {@code block} on, and before {@code end}, that was none of a hole; {@code end} if there is none. */
    long next(long block, long end) {
        var next = known.ceilingKey(block);
        return next == null ? end : Math.min(next, end);
    }

    void forget(long block) {
        known.remove(block);
    }

    /** The file ends before that block. */
    void cut(long block) {
        known.tailMap(block, true).clear();
    }
}
