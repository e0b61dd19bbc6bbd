package org.deskferry.host.move;

import java.time.Duration;
import org.deskferry.host.handover.Event;
import org.deskferry.host.handover.Stand;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.PodState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Brings to an end what a move has left open, in this service's life or in an earlier one's. Thread-safe. */
public final class Aftermath {
    private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final MoveRooms rooms;
    private final Settlement settlement;

    public Aftermath(MoveRooms rooms, Settlement settlement) {
        this.rooms = rooms;
        this.settlement = settlement;
    }

    /** Takes up every pod whose move was open when the last service ended. */
    public void ofAll() {
        rooms.pods().list().forEach(this::of);
    }

    /** Takes up a pod that nobody holds, if there is anything left to do. */
    void of(HostedPod pod) {
        if (!rooms.pods().has(pod.id())) {
            return;
        }
        if (pod.record().getStage() == PodRecord.Stage.STAGE_COMMITTED) {
            start(pod, this::settle);
        } else if (Departure.isLeaving(pod.record())) {
            start(pod, this::ruleOut);
        }
    }

    /** A piece of work that may have to be done again: where someone else has the pod, for one. */
    private interface Work {
        void run(HostedPod pod) throws InterruptedException;
    }

    private static void start(HostedPod pod, Work work) {
        Thread.ofVirtual().name("aftermath-" + pod.name()).start(() -> {
            try (var _ = MDC.putCloseable("move", pod.record().getMoveId());
                    var _ = MDC.putCloseable("pod", pod.name())) {
                while (!isDone(pod, work)) {
                    Thread.sleep(PAUSE);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static boolean isDone(HostedPod pod, Work work) throws InterruptedException {
        try {
            work.run(pod);
            return true;
        } catch (RuntimeException e) {
            LOG.error("the rest of the move of pod {} cannot be done yet", pod.name(), e);
            return false;
        }
    }

    /** It was given to the destination: stands still here until that has said whether it took it. */
    private void settle(HostedPod pod) throws InterruptedException {
        if (!rooms.pods().has(pod.id()) || pod.record().getStage() != PodRecord.Stage.STAGE_COMMITTED) {
            return;
        }
        try (var hold = rooms.pods()
                .hold(pod.id(), PodState.POD_STATE_LEAVING, pod.record().getMoveId())) {
            var departure = Departure.resume(rooms, hold, settlement);
            departure.on(pod.initPid().isPresent() ? Event.STARTED : Event.STARTED_ALONE);
            clear(departure, pod);
        }
    }

    /** It was not given away: its destination is told, lest it waits. */
    private void ruleOut(HostedPod pod) throws InterruptedException {
        var record = pod.record();
        var answer = settlement.ruleOut(record);
        if (!rooms.pods().has(pod.id())) {
            return;
        }
        try (var hold = rooms.pods().hold(pod.id())) {
            if (!pod.record().getMoveId().equals(record.getMoveId())) {
                return;
            }
            if (answer == Event.NOT_TAKEN) {
                hold.save(pod.record().toBuilder()
                        .clearDestination()
                        .clearDestinationAddress()
                        .build());
            } else {
                LOG.error("pod {}: its copy at {} was decided for; removed here", pod.name(), record.getDestination());
                hold.show(PodState.POD_STATE_LEAVING);
                var departure = Departure.resume(rooms, hold, settlement);
                departure.on(answer);
                clear(departure, pod);
            }
        }
    }

    private static void clear(Departure departure, HostedPod pod) throws InterruptedException {
        if (departure.stand() == Stand.ENDED) {
            departure.on(Event.CLEAR);
            LOG.info("pod {} is at its destination; removed here", pod.name());
        } else {
            LOG.warn("pod {} goes on here", pod.name());
        }
    }
}
