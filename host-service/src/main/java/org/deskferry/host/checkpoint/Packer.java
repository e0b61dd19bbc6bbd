package org.deskferry.host.checkpoint;

import java.util.List;

/**
 * Compresses what goes over the wire: the harder, the more the wire is what is waited for. A fast link gets it as quickly as it comes; on a
 * slow one there is time to make it less. Thread-safe.
 */
public final class Packer {
    private static final List<Packing> EFFORTS = List.of(Packing.values());

    /** How often longer than compressing the one or the other has to be for a change. */
    private static final int MUCH = 3;

    /** So many pieces show whether a change was right. */
    private static final int PIECES = 8;

    /** Of less the harder methods make little less, and each takes its time to begin. */
    private static final int SMALL = 16 << 10;

    private int effort;
    private int pieces;
    private long packingNanos;
    private long waitingNanos;

    /** Shorter than {@code raw}, or {@code raw} itself. */
    public byte[] pack(byte[] raw) {
        if (raw.length < SMALL) {
            return Packing.LZ4.pack(raw);
        }
        var begin = System.nanoTime();
        var packed = packing().pack(raw);
        packed(System.nanoTime() - begin);
        return packed;
    }

    /** How it would compress now. */
    synchronized Packing packing() {
        return EFFORTS.get(effort);
    }

    /** How long the wire took before it had room for what was packed. */
    public synchronized void waited(long nanos) {
        waitingNanos += nanos;
    }

    synchronized void packed(long nanos) {
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
        effort = Math.clamp(effort + by, 0, EFFORTS.size() - 1);
    }
}
