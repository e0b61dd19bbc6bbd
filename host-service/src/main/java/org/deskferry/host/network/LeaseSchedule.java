package org.deskferry.host.network;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.deskferry.proto.v1.Problem;

/**
 * When leases are to be renewed: half of their length after the last time, and at once where nothing is known of them, as after a move to
 * here or a restart. What fails is tried again, ever more seldom. By the time of day, which goes on while a machine sleeps. Thread-safe.
 */
final class LeaseSchedule {
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final Map<String, State> states = new HashMap<>();

    /**
     * What is known of the lease of one pod.
     *
     * @param end when it runs out, where that is known
     * @param problem why it was not renewed the last time
     */
    private record State(Instant due, Optional<Instant> end, int failures, Optional<Problem> problem) {
        static final State NEW = new State(Instant.MIN, Optional.empty(), 0, Optional.empty());
    }

    /** Whether to renew it now. From then on it is not due until it is known how that ended. */
    synchronized boolean take(String podId, Instant now) {
        var state = state(podId);
        if (state.due().isAfter(now)) {
            return false;
        }
        states.put(podId, new State(Instant.MAX, state.end(), state.failures(), state.problem()));
        return true;
    }

    synchronized void renewed(String podId, Duration length, Instant now) {
        var half = length.dividedBy(2);
        var due = now.plus(half.compareTo(SHORTEST) > 0 ? half : SHORTEST);
        states.put(podId, new State(due, Optional.of(now.plus(length)), 0, Optional.empty()));
    }

    synchronized void failed(String podId, Problem problem, Instant now) {
        var state = state(podId);
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(state.failures(), 10));
        var due = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        states.put(podId, new State(due, state.end(), state.failures() + 1, Optional.of(problem)));
    }

    /** It could not be tried; it stays as it was, and due. */
    synchronized void putOff(String podId, Instant now) {
        var state = state(podId);
        states.put(podId, new State(now.plus(SHORTEST), state.end(), state.failures(), state.problem()));
    }

    /** When it runs out, where that is known. */
    synchronized Optional<Instant> end(String podId) {
        return state(podId).end();
    }

    synchronized Optional<Problem> problem(String podId) {
        return state(podId).problem();
    }

    /** Forgets all but these. */
    synchronized void keepOnly(Collection<String> podIds) {
        states.keySet().retainAll(podIds);
    }

    private State state(String podId) {
        return states.getOrDefault(podId, State.NEW);
    }
}
