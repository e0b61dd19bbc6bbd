package org.deskferry.host.checkpoint;

import java.util.List;

/** How hard to compress: the harder, the more of the time is spent waiting. Not thread-safe. */
final class Effort {
    private static final List<Packing> EFFORTS = List.of(Packing.values());

    /** How often longer than compressing the wait has to be for a change, or the other way round. */
    private static final int MUCH = 3;

    /** So many pieces show whether a change was right. */
    private static final int PIECES = 8;

    private int level;
    private int pieces;
    private long packingNanos;
    private long waitingNanos;

    Packing packing() {
        return EFFORTS.get(level);
    }

    void waited(long nanos) {
        waitingNanos += nanos;
    }

    /** A piece more is packed. */
    void packed(long nanos) {
        packingNanos += nanos;
        pieces++;
        if (pieces < PIECES) {
            return;
        }
        if (waitingNanos > MUCH * packingNanos) {
            change(1);
        } else if (packingNanos > MUCH * waitingNanos) {
            change(-1);
        }
        pieces = 0;
        packingNanos = 0;
        waitingNanos = 0;
    }

    private void change(int by) {
        level = Math.clamp(level + by, 0, EFFORTS.size() - 1);
    }
}
