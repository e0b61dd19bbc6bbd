package org.deskferry.host.memory;

import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deskferry.proto.v1.PageRun;

/** Reads ranges of pages of a process, a piece at a time. For one thread. */
final class PageReader implements AutoCloseable {
    private static final int MOST_RUNS = 1024;
    private static final int RANGE = 16;

    private final MemTrack library;
    private final Memory request = new Memory((long) MOST_RUNS * RANGE);
    private final Memory memory = new Memory(Pages.PIECE);
    private final ByteBuffer content = memory.getByteBuffer(0, Pages.PIECE);

    PageReader(MemTrack library) {
        this.library = library;
    }

    /** Takes what has been read. */
    @FunctionalInterface
    interface Taker {
        /** Takes {@code runs} and the pages of all of them that are not zero. */
        void take(List<PageRun> runs, byte[] raw) throws InterruptedException;
    }

    /** Reads all {@code ranges}. Pages that are gone meanwhile are left out. Returns how many bytes were read. */
    long read(int pid, PageRanges ranges, Taker taker) throws IOException, InterruptedException {
        long done = 0;
        var index = 0;
        var address = ranges.count() > 0 ? ranges.start(0) : 0;
        while (index < ranges.count()) {
            var count = 0;
            var asked = 0;
            while (index < ranges.count() && count < MOST_RUNS && asked < Pages.PIECE) {
                var end = Math.min(ranges.end(index), address + Pages.PIECE - asked);
                request.setLong((long) count * RANGE, address);
                request.setLong((long) count * RANGE + Long.BYTES, end);
                asked += (int) (end - address);
                count++;
                address = end;
                if (end == ranges.end(index) && ++index < ranges.count()) {
                    address = ranges.start(index);
                }
            }
            done += read(pid, count, taker);
        }
        return done;
    }

    private long read(int pid, int count, Taker taker) throws IOException, InterruptedException {
        long done = 0;
        var first = 0;
        while (first < count) {
            var got = library.memtrack_read(
                    pid, request.share((long) first * RANGE), (long) count - first, memory, Pages.PIECE);
            if (got == -MemTrack.ESRCH) {
                return done;
            }
            if (got < 0) {
                throw new IOException("the memory of process " + pid + " cannot be read: errno " + -got);
            }
            if (got > 0) {
                take(first, (int) got, taker);
                done += got;
            }
            first = afterGap(first, count, got);
        }
        return done;
    }

    /** The next range to read: after {@code got} bytes comes a page that is gone, unless all were read. */
    private int afterGap(int first, int count, long got) {
        var index = first;
        var left = got;
        while (index < count && left >= end(index) - start(index)) {
            left -= end(index) - start(index);
            index++;
        }
        if (index < count) {
            request.setLong((long) index * RANGE, start(index) + left + Pages.SIZE);
            if (start(index) == end(index)) {
                index++;
            }
        }
        return index;
    }

    private long start(int index) {
        return request.getLong((long) index * RANGE);
    }

    private long end(int index) {
        return request.getLong((long) index * RANGE + Long.BYTES);
    }

    private void take(int first, int length, Taker taker) throws InterruptedException {
        var runs = new ArrayList<PageRun>();
        var raw = new byte[length];
        var kept = 0;
        var offset = 0;
        for (var index = first; offset < length; index++) {
            var address = start(index);
            var stop = Math.min(length, offset + (int) (end(index) - address));
            while (offset < stop) {
                var from = offset;
                var zero = Pages.isZero(content, offset);
                do {
                    offset += Pages.SIZE;
                } while (offset < stop && Pages.isZero(content, offset) == zero);
                runs.add(PageRun.newBuilder()
                        .setAddress(address)
                        .setPages((offset - from) / Pages.SIZE)
                        .setZero(zero)
                        .build());
                address += offset - from;
                if (!zero) {
                    content.get(from, raw, kept, offset - from);
                    kept += offset - from;
                }
            }
        }
        taker.take(runs, kept == length ? raw : Arrays.copyOf(raw, kept));
    }

    @Override
    public void close() {
        request.close();
        memory.close();
    }
}
