package org.deskferry.host.memory;

import com.dynatrace.hash4j.hashing.HashValue128;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deskferry.host.checkpoint.PoolIndex;
import org.deskferry.host.checkpoint.Referred;
import org.deskferry.proto.v1.PageRun;
import org.deskferry.proto.v1.RepeatedRun;

/**
 * Knows the pages that were sent in one round, by what they hold, so that those that come again need only be named. In one round no page of a
 * process is sent twice: what is known stays true until its end. As in {@link PoolIndex}, two pages of one hash are taken for the same.
 */
final class Repeats {
    /** Of a pod that has more than this, 1 GiB, what comes first is known. */
    private static final int MOST = 1 << 18;

    private final Map<HashValue128, Place> places = new HashMap<>();

    private record Place(int pid, long address) {}

    /** A round begins. */
    void clear() {
        places.clear();
    }

    /** Which pages of a piece, that of all {@code runs} which are not zero, were in one before it. */
    Referred<RepeatedRun> refer(int pid, List<PageRun> runs, byte[] raw) {
        var repeated = new ArrayList<RepeatedRun.Builder>();
        var fresh = new HashMap<HashValue128, Place>();
        var rest = new byte[raw.length];
        var length = 0;
        var offset = 0;
        for (var run : runs) {
            for (var page = 0; page < run.getPages() && !run.getZero(); page++, offset += Pages.SIZE) {
                var hash = PoolIndex.hash(raw, offset);
                var place = places.get(hash);
                if (place != null) {
                    add(repeated, offset, place);
                } else {
                    System.arraycopy(raw, offset, rest, length, Pages.SIZE);
                    length += Pages.SIZE;
                    // Within a piece the packer finds them.
                    fresh.put(hash, new Place(pid, run.getAddress() + (long) page * Pages.SIZE));
                }
            }
        }
        if (places.size() < MOST) {
            places.putAll(fresh);
        }
        return new Referred<>(
                length == raw.length ? raw : Arrays.copyOf(rest, length),
                repeated.stream().map(RepeatedRun.Builder::build).toList());
    }

    private static void add(List<RepeatedRun.Builder> repeated, int offset, Place place) {
        var last = repeated.isEmpty() ? RepeatedRun.newBuilder() : repeated.getLast();
        var bytes = last.getPages() * Pages.SIZE;
        if (last.getPid() == place.pid()
                && last.getAddress() + bytes == place.address()
                && last.getOffset() + bytes == offset) {
            last.setPages(last.getPages() + 1);
        } else {
            repeated.add(RepeatedRun.newBuilder()
                    .setOffset(offset)
                    .setPid(place.pid())
                    .setAddress(place.address())
                    .setPages(1));
        }
    }
}
