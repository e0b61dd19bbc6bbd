package org.deskferry.host.network;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.deskferry.proto.v1.Whereabouts;

/**
 * Where pods are about to be, by the word of those who hold their packets there meanwhile. Each holds until something is known of the pod, and not for long: the handover may
 * come to nothing without a word. Not thread-safe.
 */
final class Expectations {
    /** Longer than nearly all freezes; a connection outlasts as much. */
    static final Duration HOLD = Duration.ofSeconds(10);

    private static final int MOST = 1024;

    private final LongSupplier clock;
    private final Map<String, Expectation> byPod = new HashMap<>();

    private record Expectation(String teller, Whereabouts said, long since) {}

    /** With a clock of nanoseconds. */
    Expectations(LongSupplier clock) {
        this.clock = clock;
    }

    /** Whether there was room for it. */
    boolean put(String teller, Whereabouts said) {
        var hasRoom = byPod.size() < MOST || byPod.containsKey(said.getPodId());
        if (hasRoom) {
            byPod.put(said.getPodId(), new Expectation(teller, said, clock.getAsLong()));
        }
        return hasRoom;
    }

    /** Whether one has ended by what {@code teller} says: it has come true, something newer has, or it is taken back. */
    boolean endBy(String teller, Whereabouts said) {
        var known = byPod.get(said.getPodId());
        if (known == null || said.getEpoch() < known.said().getEpoch()) {
            return false;
        }
        if (said.getStay() == Whereabouts.Stay.STAY_GONE && !known.teller().equals(teller)) {
            return false;
        }
        byPod.remove(said.getPodId());
        return true;
    }

    /** Ends some; whether there was any. */
    boolean endIf(Predicate<Whereabouts> which) {
        return byPod.values().removeIf(known -> which.test(known.said()));
    }

    boolean isOf(String podId) {
        return byPod.containsKey(podId);
    }

    /** As if they had come true. */
    List<Whereabouts> all() {
        return byPod.values().stream().map(Expectation::said).toList();
    }

    /** Ends those that are too old; whether there was any. */
    boolean expire() {
        var now = clock.getAsLong();
        return byPod.values().removeIf(known -> now - known.since() > HOLD.toNanos());
    }

    /** Whether there was any. */
    boolean clear() {
        var some = !byPod.isEmpty();
        byPod.clear();
        return some;
    }
}
