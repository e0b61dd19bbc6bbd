package org.deskferry.host.checkpoint;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.deskferry.proto.v1.Checkpoint;
import org.deskferry.proto.v1.PooledRun;

/**
 * What the destination's {@link PagePool} holds, as the source knows it. Two pages of one hash are taken for the same: should they not
 * be, the hash of the checkpoint's file shows it. For one thread at a time.
 */
public final class PoolIndex {
    private final Map<HashValue128, Integer> numbers = new HashMap<>();

    /** Takes in a page, which the caller then sends; false if the pool holds one like it, or is full. */
    public boolean add(byte[] bytes, int offset) {
        return numbers.size() < PagePool.MOST_PAGES && numbers.putIfAbsent(hash(bytes, offset), numbers.size()) == null;
    }

    /** Says in {@code message} which pages of the piece the pool holds. Returns all other bytes of the piece. */
    byte[] refer(byte[] piece, Checkpoint.Builder message) {
        if (numbers.isEmpty()) {
            return piece;
        }
        var rest = new byte[piece.length];
        var length = 0;
        PooledRun.Builder run = null;
        for (var offset = 0; offset < piece.length; offset += PagePool.PAGE) {
            var size = Math.min(PagePool.PAGE, piece.length - offset);
            var number = size == PagePool.PAGE ? numbers.get(hash(piece, offset)) : null;
            if (number == null) {
                System.arraycopy(piece, offset, rest, length, size);
                length += size;
                run = null;
            } else if (run != null && run.getFirst() + run.getPages() == number) {
                run.setPages(run.getPages() + 1);
            } else {
                run = message.addPooledBuilder()
                        .setOffset(offset)
                        .setFirst(number)
                        .setPages(1);
            }
        }
        return Arrays.copyOf(rest, length);
    }

    private static HashValue128 hash(byte[] bytes, int offset) {
        return Hashing.xxh3_128().hashBytesTo128Bits(bytes, offset, PagePool.PAGE);
    }
}
