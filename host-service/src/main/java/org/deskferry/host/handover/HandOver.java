package org.deskferry.host.handover;

import static org.deskferry.host.handover.Deed.*;
import static org.deskferry.host.handover.Event.*;
import static org.deskferry.host.handover.Stand.*;

import java.util.List;
import java.util.stream.Stream;

/**
 * The commit protocol: what each workstation does, on whatever happens, so that a pod exists exactly once. Both sides of a move follow
 * this one table, and decision 10 explains it; the model checker in the tests explores this very object.
 */
public record HandOver(List<Rule> rules) {
    public static final HandOver TABLE = new HandOver(List.of(
            // The pod comes.
            rule(ABSENT, OFFERED, ARRIVING, WRITE_ARRIVING),
            rule(ABSENT, ASKED, RULED_OUT, ANSWER_NOT_TAKEN),
            rule(ARRIVING, RESTORED, READY, SAY_READY),
            rule(ARRIVING, ASKED, RULED_OUT, ANSWER_NOT_TAKEN),
            rule(ARRIVING, COMMIT, RULED_OUT),
            rule(ARRIVING, SILENCE, ABSENT, END, FORGET),
            rule(ARRIVING, FAILURE, ABSENT, END, FORGET, SAY_FAILED),
            rule(ARRIVING, STARTED, ABSENT, END, FORGET),
            rule(ARRIVING, STARTED_ALONE, ABSENT, END, FORGET),

            // It is whole, and waits for the decision.
            rule(READY, COMMIT, TAKEN, WRITE_TAKEN, LET_RUN),
            rule(READY, ASKED, RULED_OUT, ANSWER_NOT_TAKEN),
            rule(READY, SILENCE, READY),
            rule(READY, FAILURE, ABSENT, END, FORGET, SAY_FAILED),
            rule(READY, KEEP, TAKEN, WRITE_TAKEN, LET_RUN),
            rule(READY, GIVE_UP, RULED_OUT),
            rule(RULED_OUT, OFFERED, RULED_OUT, SAY_FAILED),
            rule(RULED_OUT, RESTORED, RULED_OUT),
            rule(RULED_OUT, COMMIT, RULED_OUT),
            rule(RULED_OUT, ASKED, RULED_OUT, ANSWER_NOT_TAKEN),
            rule(RULED_OUT, SILENCE, ABSENT, END, FORGET),
            rule(RULED_OUT, FAILURE, ABSENT, END, FORGET, SAY_FAILED),

            // The decision is here.
            rule(TAKEN, RUNS, HERE, SAY_RUNNING, WRITE_HAS_RUN),
            rule(TAKEN, COMMIT, TAKEN),
            rule(TAKEN, SILENCE, TAKEN),
            rule(TAKEN, ASKED, TAKEN, ANSWER_WAKING),
            rule(TAKEN, FAILURE, TAKEN, END, FORGET, SAY_FAILED),
            rule(TAKEN, STARTED, HERE, WRITE_HAS_RUN, GO_ON),
            rule(TAKEN, STARTED_ALONE, ABSENT, END, FORGET),

            // It is here, and may leave.
            rule(HERE, ASKED, HERE, ANSWER_TAKEN_OVER),
            rule(HERE, STARTED, HERE, GO_ON, RULE_OUT),
            rule(HERE, STARTED_ALONE, HERE, RULE_OUT),
            rule(HERE, FREEZE, FROZEN, WRITE_LEAVING),
            rule(HERE, FAILURE, HERE),
            // Only after an administrator has decided so over there.
            rule(HERE, TAKEN_OVER, ENDED, END),
            rule(FROZEN, DESTINATION_READY, COMMITTED, STAND_STILL, WRITE_COMMITTED, SAY_COMMIT),
            rule(FROZEN, FAILURE, HERE, GO_ON, RULE_OUT),

            // It is given away: only the destination's word brings it back.
            rule(COMMITTED, TAKEN_OVER, ENDED, END),
            rule(COMMITTED, NOT_TAKEN, HERE, WRITE_HERE, GO_ON),
            rule(COMMITTED, SILENCE, COMMITTED, ASK),
            rule(COMMITTED, STARTED, COMMITTED, STAND_STILL, ASK),
            rule(COMMITTED, STARTED_ALONE, COMMITTED, ASK_TO_TAKE),
            rule(COMMITTED, KEEP, HERE, WRITE_HERE_AHEAD, GO_ON),
            rule(COMMITTED, GIVE_UP, ENDED, END),
            rule(ENDED, CLEAR, GONE, BURY, FORGET),

            // A source that was away for long may still ask.
            rule(FROZEN, ASKED, FROZEN, ANSWER_TAKEN_OVER),
            rule(COMMITTED, ASKED, COMMITTED, ANSWER_TAKEN_OVER),
            rule(ENDED, ASKED, ENDED, ANSWER_TAKEN_OVER),
            rule(GONE, ASKED, GONE, ANSWER_TAKEN_OVER)));

    /**
     * What to do.
     *
     * @throws IllegalStateException if that cannot happen
     */
    public Rule on(Stand stand, Event event) {
        return rules.stream()
                .filter(rule -> rule.stand() == stand && rule.event() == event)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(event + " cannot happen to a pod that is " + stand));
    }

    /** The same table but for one rule. */
    public HandOver with(Stand stand, Event event, Stand next, Deed... deeds) {
        var changed = on(stand, event);
        return new HandOver(Stream.concat(
                        Stream.of(rule(stand, event, next, deeds)),
                        rules.stream().filter(rule -> !rule.equals(changed)))
                .toList());
    }

    private static Rule rule(Stand stand, Event event, Stand next, Deed... deeds) {
        return new Rule(stand, event, List.of(deeds), next);
    }
}
