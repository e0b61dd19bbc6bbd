package org.deskferry.host.move;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.deskferry.proto.v1.MoveProgress;

/** Moves that have just been done, for those who look on: only who asked for a move hears its end. Thread-safe. */
final class RecentMoves {
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final LongSupplier nanoTime;
    private final Deque<Done> moves = new ArrayDeque<>();

    private record Done(MoveProgress last, long at) {}

    /** @param nanoTime a clock as {@link System#nanoTime} */
    RecentMoves(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void add(MoveProgress last) {
        moves.add(new Done(last, nanoTime.getAsLong()));
    }

    /** The last word of each move that ended in the last half minute. */
    synchronized List<MoveProgress> list() {
        var now = nanoTime.getAsLong();
        moves.removeIf(move -> now - move.at() > KEPT.toNanos());
        return moves.stream().map(Done::last).toList();
    }
}
