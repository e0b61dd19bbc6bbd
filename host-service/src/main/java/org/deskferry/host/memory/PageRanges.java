package org.deskferry.host.memory;

import com.sun.jna.Memory;

/** Ranges of addresses as {@code libmemtrack} fills them in; grows as needed. For one thread. */
final class PageRanges implements AutoCloseable {
    private static final int BYTES = 16;
    private static final int FIRST_ROOM = 4096;
    private static final int MOST_ROOM = 16 << 20;

    private Memory memory = new Memory((long) FIRST_ROOM * BYTES);
    private int count;

    /** A call of the library that fills in at most {@code most} ranges and returns how many, or -errno. */
    @FunctionalInterface
    interface Filler {
        long fill(Memory ranges, long most);
    }

    /** Replaces the ranges; returns false if the process is gone, or cannot be looked at any more. */
    boolean fill(Filler filler) {
        while (true) {
            var room = memory.size() / BYTES;
            var result = filler.fill(memory, room);
            if (result == -MemTrack.ENOSPC && room < MOST_ROOM) {
                memory.close();
                memory = new Memory(room * 4 * BYTES);
            } else {
                count = (int) Math.max(0, result);
                return result >= 0;
            }
        }
    }

    int count() {
        return count;
    }

    long start(int index) {
        return memory.getLong((long) index * BYTES);
    }

    long end(int index) {
        return memory.getLong((long) index * BYTES + Long.BYTES);
    }

    /** How much they cover. */
    long bytes() {
        long bytes = 0;
        for (var index = 0; index < count; index++) {
            bytes += end(index) - start(index);
        }
        return bytes;
    }

    @Override
    public void close() {
        memory.close();
    }
}
