package org.deskferry.host.display;

import java.time.Duration;

/** An instant of the monotonic clock by which something has to be over. */
record Deadline(long nanoTime) {
    /** Later than any program runs. */
    static Deadline never() {
        return in(Duration.ofDays(10_000));
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Nanoseconds that are left, 0 if none. */
    long left() {
        return Math.max(0, nanoTime - System.nanoTime());
    }

    boolean passed() {
        return left() == 0;
    }
}
