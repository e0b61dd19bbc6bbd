package org.deskferry.host.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpareMemoryTest {
    private static final long MIB = 1 << 20;
    private static final long AT_REST = 100 * MIB;

    private final AtomicBoolean atRest = new AtomicBoolean(true);
    private final AtomicLong heap = new AtomicLong(AT_REST);
    private final AtomicLong collections = new AtomicLong();
    private final SpareMemory spare = new SpareMemory(atRest::get, heap::get, () -> {
        collections.incrementAndGet();
        heap.set(AT_REST);
    });

    @Test
    void whatWorkHasLeftIsGivenBack() {
        heap.set(AT_REST + 200 * MIB);
        spare.look();
        assertEquals(AT_REST, heap.get());
        spare.look();
        assertEquals(1, collections.get());
    }

    @Test
    void nothingIsCollectedWhileAnythingIsUnderWay() {
        heap.set(AT_REST + 200 * MIB);
        atRest.set(false);
        spare.look();
        assertEquals(0, collections.get());
    }

    @Test
    void aLittleIsNotWorthIt() {
        heap.set(AT_REST + 20 * MIB);
        spare.look();
        assertEquals(0, collections.get());
    }

    @Test
    void aHeapThatCannotShrinkIsLeftAloneUntilItGrows() {
        var large = new AtomicLong(AT_REST + 200 * MIB);
        var tries = new AtomicLong();
        var full = new SpareMemory(() -> true, large::get, tries::incrementAndGet);
        large.addAndGet(100 * MIB);
        full.look();
        full.look();
        assertEquals(1, tries.get());
    }
}
