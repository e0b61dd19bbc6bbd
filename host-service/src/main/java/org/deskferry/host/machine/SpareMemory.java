package org.deskferry.host.machine;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives memory back to the machine that work has left in the heap. A collector by itself leaves it there until the heap is full, which
 * in a service that rests most of the time is never. It is done while nothing is under way: no pod stands still for it.
 */
public final class SpareMemory {
    private static final Logger LOG = LoggerFactory.getLogger(SpareMemory.class);
    private static final Duration PAUSE = Duration.ofSeconds(20);
    private static final long WORTHWHILE = 32L << 20;

    private final BooleanSupplier atRest;
    private final LongSupplier heap;
    private final Runnable collect;
    private long least;

    /**
     * Spare memory of a service.
     *
     * @param atRest whether nothing is under way
     * @param heap how many bytes the heap has of the machine
     * @param collect makes it as small as it can be
     */
    SpareMemory(BooleanSupplier atRest, LongSupplier heap, Runnable collect) {
        this.atRest = atRest;
        this.heap = heap;
        this.collect = collect;
        this.least = heap.getAsLong();
    }

    /** That of this process; the JVM's options say how much of the heap stays (packaging/deb/host/launcher.properties). */
    public static SpareMemory of(BooleanSupplier atRest) {
        return new SpareMemory(atRest, Runtime.getRuntime()::totalMemory, System::gc);
    }

    /** Looks after it from now on. */
    public void start() {
        Thread.ofPlatform().daemon().name("spare-memory").start(() -> {
            try {
                while (true) {
                    Thread.sleep(PAUSE);
                    look();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Gives it back, if there is enough of it and now is the time. */
    void look() {
        var before = heap.getAsLong();
        if (before > least + WORTHWHILE && atRest.getAsBoolean()) {
            collect.run();
            least = heap.getAsLong();
            LOG.debug("the heap had {} bytes and has {}", before, least);
        }
    }
}
