package org.deskferry.host.move;

import com.google.protobuf.util.Durations;
import org.deskferry.proto.v1.MovePhase;
import org.deskferry.proto.v1.MoveProgress;

/** How far a move is. Written by the move, read by whoever looks. Thread-safe. */
public final class Progress {
    private static final long WINDOW_NANOS = 1_000_000_000L;

    private final MoveProgress identity;
    private final long begin = System.nanoTime();
    private MovePhase phase = MovePhase.MOVE_PHASE_OFFER;
    private long bytes;
    private long expected;
    private long windowBegin = begin;
    private long windowBytes;
    private long rate;

    /** Of the move that {@code identity} names: its ids, names and machines. */
    public Progress(MoveProgress identity) {
        this.identity = identity;
    }

    synchronized void enter(MovePhase next) {
        phase = next;
    }

    /** Sets how many bytes of files and memory there are to send, as far as is known. */
    synchronized void expect(long total) {
        expected = total;
    }

    synchronized void sent(long count) {
        bytes += count;
        roll();
        windowBytes += count;
    }

    public synchronized MovePhase phase() {
        return phase;
    }

    public synchronized MoveProgress snapshot() {
        roll();
        var snapshot = identity.toBuilder()
                .setPhase(phase)
                .setBytes(bytes)
                .setBytesExpected(Math.max(expected, bytes))
                .setBytesPerSecond(rate)
                .setElapsed(Durations.fromNanos(System.nanoTime() - begin));
        if (rate > 0 && expected > bytes) {
            snapshot.setRemaining(Durations.fromMillis((expected - bytes) * 1000 / rate));
        }
        return snapshot.build();
    }

    private void roll() {
        var now = System.nanoTime();
        if (now - windowBegin >= WINDOW_NANOS) {
            rate = windowBytes * WINDOW_NANOS / (now - windowBegin);
            windowBytes = 0;
            windowBegin = now;
        }
    }
}
