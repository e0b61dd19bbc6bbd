package org.deskferry.host.move;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.deskferry.proto.v1.MoveProgress;
import org.junit.jupiter.api.Test;

class RecentMovesTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 7);
    private final RecentMoves moves = new RecentMoves(clock::get);

    @Test
    void movesAreKeptForHalfAMinute() {
        moves.add(move("one"));
        pass(20);
        moves.add(move("two"));
        assertEquals(List.of(move("one"), move("two")), moves.list());
        pass(11);
        assertEquals(List.of(move("two")), moves.list());
        pass(20);
        assertEquals(List.of(), moves.list());
    }

    private void pass(long seconds) {
        clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private static MoveProgress move(String id) {
        return MoveProgress.newBuilder().setMoveId(id).build();
    }
}
