package org.deskferry.host.move;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps what is sent within so many bytes a second, while a pod runs. When it stands still all goes as fast as it can. For one thread at a
 * time.
 */
final class Pace {
    private static final double NS_PER_S = 1e9;
    /** What was not sent is not made up for, beyond this. */
    private static final long CREDIT_NS = 50_000_000;

    private final long bytesPerSecond;
    private final LongSupplier nanoTime;
    private long due;
    private volatile boolean hurries;

    /**
     * A pace.
     *
     * @param bytesPerSecond 0: none is kept
     */
    Pace(long bytesPerSecond, LongSupplier nanoTime) {
        this.bytesPerSecond = bytesPerSecond;
        this.nanoTime = nanoTime;
        this.due = nanoTime.getAsLong();
    }

    /** Whether a pod stands still for it. */
    void hurry(boolean isFrozen) {
        hurries = isFrozen;
    }

    /** Waits until more may be sent. */
    void sent(long bytes) throws InterruptedException {
        var wait = waitAfter(bytes);
        if (wait.isPositive()) {
            Thread.sleep(wait);
        }
    }

    /** How long nothing may be sent after these bytes. */
    Duration waitAfter(long bytes) {
        if (bytesPerSecond == 0 || hurries) {
            return Duration.ZERO;
        }
        var now = nanoTime.getAsLong();
        due = Math.max(due, now - CREDIT_NS) + (long) (bytes / (double) bytesPerSecond * NS_PER_S);
        return Duration.ofNanos(Math.max(0, due - now));
    }
}
