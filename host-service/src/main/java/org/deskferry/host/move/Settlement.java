package org.deskferry.host.move;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.deskferry.host.handover.Event;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.FateRequest;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.PodState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the doubt of a source that does not know what became of a move: asks the destination until it answers, or until an
 * administrator decides. Thread-safe.
 */
public final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** Where nobody waits for the answer. */
    private static final Duration LEISURE = Duration.ofMinutes(1);

    private final Peers peers;
    private final Map<String, LinkedBlockingQueue<Event>> decisions = new ConcurrentHashMap<>();

    public Settlement(Peers peers) {
        this.peers = peers;
    }

    /**
     * Asks about a pod that was given away; it stands still meanwhile.
     *
     * @param take whether the copy here is dead, so that a destination that still holds the pod may as well take it
     * @return {@link Event#TAKEN_OVER} or {@link Event#NOT_TAKEN}; {@link Event#KEEP} or {@link Event#GIVE_UP} if an administrator
     *     decided
     */
    Event ask(Pods.Hold hold, boolean take) throws InterruptedException {
        var record = hold.pod().record();
        var decision = decisions.computeIfAbsent(hold.pod().id(), _ -> new LinkedBlockingQueue<>());
        try {
            for (var pause = FIRST_PAUSE; ; pause = longer(pause, LONGEST_PAUSE)) {
                var answer = askOnce(record, take);
                if (answer.isPresent()) {
                    return answer.get();
                }
                hold.show(PodState.POD_STATE_IN_DOUBT);
                var decided = decision.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
                if (decided != null) {
                    return decided;
                }
            }
        } finally {
            decisions.remove(hold.pod().id());
        }
    }

    /**
     * Asks about a move that was not committed, so that its destination does not wait for the commit.
     *
     * @return {@link Event#NOT_TAKEN}; or {@link Event#TAKEN_OVER} if an administrator decided so over there
     */
    Event ruleOut(PodRecord record) throws InterruptedException {
        for (var pause = FIRST_PAUSE; ; pause = longer(pause, LEISURE)) {
            var answer = askOnce(record, false);
            if (answer.isPresent()) {
                return answer.get();
            }
            Thread.sleep(pause);
        }
    }

    /** Hands an administrator's decision to whoever asks; false if nobody does. */
    boolean resolve(String podId, Event decision) {
        return Optional.ofNullable(decisions.get(podId))
                .map(queue -> queue.add(decision))
                .orElse(false);
    }

    private Optional<Event> askOnce(PodRecord record, boolean take) {
        var request = FateRequest.newBuilder()
                .setMoveId(record.getMoveId())
                .setPodId(record.getManifest().getId())
                .setEpoch(Epochs.next(record.getManifest()))
                .setTake(take)
                .build();
        try {
            var fate = peers.askFate(record.getDestination(), record.getDestinationAddress(), request)
                    .getFate();
            return switch (fate) {
                case FATE_RUNS_HERE, FATE_TAKEN_OVER -> Optional.of(Event.TAKEN_OVER);
                case FATE_NOT_HERE -> Optional.of(Event.NOT_TAKEN);
                case FATE_WAKING, FATE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
            };
        } catch (ProblemException e) {
            LOG.warn(
                    "pod {}: {} does not answer yet: {}",
                    record.getManifest().getName(),
                    record.getDestination(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private static Duration longer(Duration pause, Duration longest) {
        var longer = pause.multipliedBy(2);
        return longer.compareTo(longest) < 0 ? longer : longest;
    }
}
