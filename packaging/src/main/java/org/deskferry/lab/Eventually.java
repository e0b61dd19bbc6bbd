package org.deskferry.lab;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what happens soon. */
public final class Eventually {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    /**
     * Waits until {@code condition} holds.
     *
     * @throws AssertionError saying {@code what} was awaited, if it does not within {@code limit}
     */
    public static void that(String what, Duration limit, BooleanSupplier condition) {
        that(what, limit, PAUSE, condition);
    }

    /** The same, looking again after each {@code pause}. */
    static void that(String what, Duration limit, Duration pause, BooleanSupplier condition) {
        value(what, limit, pause, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** Waits until {@code source} has a value. */
    public static <T> T value(String what, Duration limit, Supplier<Optional<T>> source) {
        return value(what, limit, PAUSE, source);
    }

    private static <T> T value(String what, Duration limit, Duration pause, Supplier<Optional<T>> source) {
        var end = System.nanoTime() + limit.toNanos();
        while (true) {
            var value = source.get();
            if (value.isPresent()) {
                return value.get();
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + limit.toSeconds() + " s for: " + what);
            }
            pause(pause);
        }
    }

    /** Lets time pass. */
    public static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
