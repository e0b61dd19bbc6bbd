package org.deskferry.host;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.function.BooleanSupplier;

/** Waits for what takes its time, also on a machine that is busy with other things. */
public final class Eventually {
    private static final long LIMIT_MILLIS = 60_000;

    private Eventually() {}

    /** Returns when {@code condition} is true; fails after a minute. */
    public static void holds(String what, BooleanSupplier condition) throws InterruptedException {
        var end = System.currentTimeMillis() + LIMIT_MILLIS;
        while (!condition.getAsBoolean()) {
            if (System.currentTimeMillis() > end) {
                fail("not within " + LIMIT_MILLIS + " ms: " + what);
            }
            Thread.sleep(30);
        }
    }
}
