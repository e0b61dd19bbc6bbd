package org.deskferry.host.move;

import com.google.protobuf.util.Durations;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.deskferry.host.files.TreeSender;
import org.deskferry.host.pod.PodNames;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.MoveResult;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.ProblemKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The moves away from this workstation. Each runs on a thread of its own, whether or not someone watches. */
public final class Moves {
    private static final Logger LOG = LoggerFactory.getLogger(Moves.class);

    private final MoveRooms rooms;
    private final Peers peers;
    private final Settlement settlement;
    private final Map<String, RunningMove> underWay = new ConcurrentHashMap<>();

    public Moves(MoveRooms rooms, Peers peers) {
        this.rooms = rooms;
        this.peers = peers;
        this.settlement = new Settlement(peers);
    }

    /**
     * A move that has begun.
     *
     * @param result how it ends: exceptionally, with a {@link ProblemException}, if the pod stays here
     */
    public record RunningMove(Progress progress, CompletableFuture<MoveResult> result) {}

    /**
     * Begins a move.
     *
     * @throws ProblemException if the pod is unknown or busy, or the destination does not answer
     */
    public RunningMove start(String pod, String destination, String address) {
        PodNames.checkName(destination);
        if (destination.equals(rooms.machine().name())) {
            throw Failures.sameWorkstation(destination);
        }
        var order = new MoveOrder(UUID.randomUUID().toString(), pod, destination, address);
        var hold = rooms.pods().hold(pod, PodState.POD_STATE_LEAVING, order.moveId());
        var progress = new Progress(identity(order, hold));
        var move = new RunningMove(progress, new CompletableFuture<>());
        underWay.put(order.moveId(), move);
        Thread.ofVirtual().name("move-" + order.moveId()).start(() -> run(order, hold, move));
        return move;
    }

    public List<MoveProgress> underWay() {
        return underWay.values().stream()
                .map(move -> move.progress().snapshot())
                .toList();
    }

    /** Takes up again the moves whose decision was written when this service ended. */
    public void settleAll() {
        rooms.pods().list().stream()
                .filter(pod -> pod.record().getStage() == PodRecord.Stage.STAGE_COMMITTED)
                .forEach(pod -> Thread.ofVirtual().name("settle-" + pod.name()).start(() -> settle(pod.id())));
    }

    private void settle(String podId) {
        var moveId = rooms.pods().find(podId).record().getMoveId();
        try (var _ = MDC.putCloseable("move", moveId);
                var hold = rooms.pods().hold(podId, PodState.POD_STATE_LEAVING, moveId)) {
            try {
                settlement.settle(hold, new StreamLostException("the service was restarted"));
                rooms.remover().remove(hold);
                LOG.info("pod {} runs at its destination; removed here", podId);
            } catch (ProblemException e) {
                hold.pod().cgroup().thaw();
                rooms.links().open(podId);
                LOG.warn("pod {} goes on here: {}", podId, e.getMessage());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(MoveOrder order, Pods.Hold hold, RunningMove move) {
        try (var _ = MDC.putCloseable("move", order.moveId());
                var _ = MDC.putCloseable("pod", hold.pod().name())) {
            var result = moveOut(order, hold, move.progress());
            LOG.info("moved to {}: frozen {} ms", order.destination(), Durations.toMillis(result.getFrozen()));
            finish(order, hold);
            move.result().complete(result);
        } catch (ProblemException e) {
            LOG.warn("not moved to {}: {}", order.destination(), e.getMessage());
            finish(order, hold);
            move.result().completeExceptionally(e);
        } catch (Exception e) {
            LOG.error("not moved to {}", order.destination(), e);
            finish(order, hold);
            move.result().completeExceptionally(internal(hold, e));
        }
    }

    private MoveResult moveOut(MoveOrder order, Pods.Hold hold, Progress progress) throws Exception {
        try (var destination = peers.connect(order.destination(), order.address());
                var sender = TreeSender.of(hold.pod().folder().upper())) {
            var dialogue = new Dialogue(destination, progress);
            var files = new TreeRounds(hold.pod(), sender, dialogue::sayFiles);
            return new MoveOut(rooms, order, hold, dialogue, settlement, progress, files).run();
        }
    }

    private void finish(MoveOrder order, Pods.Hold hold) {
        underWay.remove(order.moveId());
        var undone = hold.pod().record().getStage() == PodRecord.Stage.STAGE_COMMITTED
                && rooms.pods().has(hold.pod().id());
        hold.close();
        if (undone) {
            // It belongs to the destination, but not all of it could be removed here.
            Thread.ofVirtual()
                    .name("settle-" + hold.pod().name())
                    .start(() -> settle(hold.pod().id()));
        }
    }

    private MoveProgress identity(MoveOrder order, Pods.Hold hold) {
        return MoveProgress.newBuilder()
                .setMoveId(order.moveId())
                .setPodId(hold.pod().id())
                .setPodName(hold.pod().name())
                .setSource(rooms.machine().name())
                .setDestination(order.destination())
                .build();
    }

    private static ProblemException internal(Pods.Hold hold, Exception cause) {
        return ProblemException.causedBy(
                cause,
                ProblemKind.PROBLEM_KIND_INTERNAL,
                "pod " + hold.pod().name(),
                "The move failed: " + cause + ".",
                "The pod goes on here; see this workstation's log.");
    }
}
