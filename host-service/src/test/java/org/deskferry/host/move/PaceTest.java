package org.deskferry.host.move;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MIB = 1 << 20;

    private final AtomicLong clock = new AtomicLong(5_000_000_000L);

    @Test
    void soManyBytesASecondGo() {
        var pace = new Pace(10 * MIB, clock::get);
        var begin = clock.get();
        for (var i = 0; i < 100; i++) {
            clock.addAndGet(pace.waitAfter(MIB).toNanos());
        }
        assertEquals(10, (clock.get() - begin) / 1e9, 0.1);
    }

    @Test
    void timeWithNothingToSendIsNotMadeUpFor() {
        var pace = new Pace(10 * MIB, clock::get);
        clock.addAndGet(Duration.ofMinutes(1).toNanos());
        var wait = pace.waitAfter(10 * MIB);
        assertTrue(wait.compareTo(Duration.ofMillis(900)) > 0, wait::toString);
    }

    @Test
    void nothingWaitsInTheFreezeOrWithoutALimit() {
        var frozen = new Pace(MIB, clock::get);
        frozen.hurry(true);
        assertEquals(Duration.ZERO, frozen.waitAfter(100 * MIB));
        assertEquals(Duration.ZERO, new Pace(0, clock::get).waitAfter(100 * MIB));
    }
}
