package org.deskferry.host.move;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.deskferry.host.handover.Event;
import org.deskferry.host.handover.HandOver;
import org.deskferry.host.handover.Rule;
import org.deskferry.host.handover.Stand;

/**
 * One move to here that is under way: where it stands in the hand-over. A commit is either taken or ruled out, never both, whoever
 * is the first to say so. Thread-safe.
 */
final class Arrival implements AutoCloseable {
    private static final Set<Stand> UNDECIDED = Set.of(Stand.ARRIVING, Stand.READY);
    private static final Set<Stand> SETTLED = Set.of(Stand.ABSENT, Stand.HERE);

    private final Runnable afterwards;
    private Stand stand;
    private Rule commit;
    private long epoch;
    private Runnable decided = () -> {};

    /** @param afterwards takes it off the list of moves under way */
    Arrival(Stand stand, Runnable afterwards) {
        this.stand = stand;
        this.commit = new Rule(stand, Event.COMMIT, List.of(), stand);
        this.afterwards = afterwards;
    }

    /** What to do on {@code event}; from now on the move stands where the table says. */
    synchronized Rule on(Event event) {
        var rule = HandOver.TABLE.on(stand, event);
        var wasDecided = isDecided();
        stand = rule.next();
        if (isDecided() && !wasDecided) {
            notifyAll();
            decided.run();
        }
        return rule;
    }

    /** The same for a decision from whomever, which gives the pod the epoch {@code fresh} if it is taken. */
    synchronized void decide(Event decision, long fresh) {
        var waiting = stand == Stand.READY;
        var rule = on(decision);
        if (waiting) {
            commit = rule;
            epoch = fresh;
        }
    }

    /** Answers a source in doubt; with {@code take} its question is a commit. */
    synchronized Rule ask(boolean take, long fresh) {
        if (take && !SETTLED.contains(stand)) {
            decide(Event.COMMIT, fresh);
        }
        return on(Event.ASKED);
    }

    /** Notes a failure; true unless the pod is here in spite of it. */
    synchronized boolean fails() {
        if (!SETTLED.contains(stand)) {
            on(Event.FAILURE);
        }
        return stand != Stand.HERE;
    }

    synchronized Stand stand() {
        return stand;
    }

    /** What to do by the decision that was taken. */
    synchronized Rule commit() {
        return commit;
    }

    /** The pod's epoch by the decision that was taken. */
    synchronized long epoch() {
        return epoch;
    }

    /** Waits for a decision, from whomever, at most {@code limit}; whether there is one. */
    synchronized boolean awaitDecision(Duration limit) throws InterruptedException {
        var end = System.nanoTime() + limit.toNanos();
        while (!isDecided() && System.nanoTime() < end) {
            wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
        return isDecided();
    }

    /** Does something as soon as there is a decision, or at once if there is. */
    synchronized void whenDecided(Runnable deed) {
        decided = deed;
        if (isDecided()) {
            deed.run();
        }
    }

    private boolean isDecided() {
        return !UNDECIDED.contains(stand);
    }

    @Override
    public void close() {
        afterwards.run();
    }
}
