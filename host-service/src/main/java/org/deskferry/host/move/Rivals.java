package org.deskferry.host.move;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Rival;
import org.deskferry.proto.v1.SupersedeRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells workstations that come back after an administrator has decided against their copies of pods. Each is told until it has
 * confirmed that it has none; where a copy has moved on from there, the next one is told too.
 */
public final class Rivals {
    private static final Logger LOG = LoggerFactory.getLogger(Rivals.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final MoveRooms rooms;
    private final Peers peers;

    public Rivals(MoveRooms rooms, Peers peers) {
        this.rooms = rooms;
        this.peers = peers;
    }

    /** Begins to tell them, for as long as the service lives. */
    public void start() {
        Thread.ofVirtual().name("rivals").start(() -> {
            try {
                while (true) {
                    all().forEach(this::tell);
                    Thread.sleep(PAUSE);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Those of pods that are here, and of pods that are gone. */
    private List<Rival> all() {
        var present = rooms.pods().list().stream().flatMap(pod -> pod.record().getRivalsList().stream());
        return Stream.concat(present, rooms.tombstones().rivals().stream())
                .distinct()
                .toList();
    }

    private void tell(Rival rival) {
        var request = SupersedeRequest.newBuilder()
                .setPodId(rival.getPodId())
                .setEpoch(rival.getEpoch())
                .build();
        try {
            var answer = peers.supersede(rival.getWorkstation(), rival.getAddress(), request);
            LOG.info("pod {}: {} has no outdated copy any more", rival.getPodId(), rival.getWorkstation());
            var next = rival.toBuilder()
                    .setWorkstation(answer.getDestination())
                    .setAddress(answer.getDestinationAddress())
                    .build();
            var isNews = !answer.getDestination().isEmpty()
                    && !answer.getDestination().equals(rooms.machine().name());
            strikeOff(rival, isNews ? List.of(next) : List.of());
        } catch (RuntimeException e) {
            LOG.debug("{} cannot be told of pod {} yet: {}", rival.getWorkstation(), rival.getPodId(), e.toString());
        }
    }

    private void strikeOff(Rival told, List<Rival> more) {
        rooms.tombstones().changeRivals(rival -> !rival.equals(told), more);
        rooms.pods().list().stream()
                .filter(pod -> pod.record().getRivalsList().contains(told))
                .forEach(pod -> strikeOff(pod, told));
    }

    /** Fails while someone else holds the pod: the rival is told once more then. */
    private void strikeOff(HostedPod pod, Rival told) throws ProblemException {
        try (var hold = rooms.pods().hold(pod.id(), PodState.POD_STATE_RUNNING, "")) {
            var rest = pod.record().getRivalsList().stream()
                    .filter(rival -> !rival.equals(told))
                    .toList();
            hold.save(pod.record().toBuilder().clearRivals().addAllRivals(rest).build());
        }
    }
}
