package org.deskferry.host.checkpoint;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deskferry.proto.v1.PooledRun;

/**
 * What the destination's {@link PagePool} holds, as the source knows it. Two pages of one hash are taken for the same: should they not
 * be, the hash of the checkpoint's file shows it. For one thread at a time.
 */
public final class PoolIndex {
    public static final int PAGE = PagePool.PAGE;

    /** Of pages that the destination had before the move: 1 GiB. */
    public static final int MOST_KNOWN = PagePool.MOST_PAGES / 2;

    private static final int HASH = 2 * Long.BYTES;

    private final Map<HashValue128, Integer> numbers = new HashMap<>();
    private int count;

    /**
     * Takes in pages that the destination had before the move: the pool begins with them.
     *
     * @param hashes of 16 bytes each, as {@code KeptHashes} in {@code peer.proto} has them
     * @return false, with nothing taken in, if these are no hashes or more than {@link #MOST_KNOWN} in all
     */
    public boolean know(ByteString hashes) {
        if (hashes.size() % HASH != 0 || hashes.size() / HASH > MOST_KNOWN - count) {
            return false;
        }
        for (var buffer = hashes.asReadOnlyByteBuffer(); buffer.hasRemaining(); count++) {
            numbers.putIfAbsent(new HashValue128(buffer.getLong(), buffer.getLong()), count);
        }
        return true;
    }

    /** Takes in a page, which the caller then sends; false if the pool holds one like it, or is full. */
    public boolean add(byte[] bytes, int offset) {
        var fresh = count < PagePool.MOST_PAGES && numbers.putIfAbsent(hash(bytes, offset), count) == null;
        count += fresh ? 1 : 0;
        return fresh;
    }

    /** Which whole pages of the piece the pool holds. */
    public Referred<PooledRun> refer(byte[] piece) {
        if (numbers.isEmpty()) {
            return new Referred<>(piece, List.of());
        }
        var runs = new ArrayList<PooledRun.Builder>();
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
                run = PooledRun.newBuilder().setOffset(offset).setFirst(number).setPages(1);
                runs.add(run);
            }
        }
        return new Referred<>(
                Arrays.copyOf(rest, length),
                runs.stream().map(PooledRun.Builder::build).toList());
    }

    /** By which pages are compared: XXH3-128. */
    public static HashValue128 hash(byte[] bytes, int offset) {
        return Hashing.xxh3_128().hashBytesTo128Bits(bytes, offset, PagePool.PAGE);
    }
}
