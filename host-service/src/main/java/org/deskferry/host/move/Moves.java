package org.deskferry.host.move;

import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.util.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.deskferry.host.files.TreeSender;
import org.deskferry.host.linux.FullDisk;
import org.deskferry.host.pod.PodNames;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.MoveCheck;
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
    private static final Duration CANCEL_LIMIT = Duration.ofMinutes(2);

    private final MoveRooms rooms;
    private final Peers peers;
    private final Duration freezeTimeout;
    private final Settlement settlement;
    private final Aftermath aftermath;
    private final FreezeHistory freezes;
    private final MoveLimits usual;
    private final Map<String, RunningMove> underWay = new ConcurrentHashMap<>();
    private final RecentMoves recent = new RecentMoves(System::nanoTime);

    /**
     * The moves of this workstation.
     *
     * @param usual what a move may take that does not say it
     * @param freezeTimeout how much longer than that it may stand still before its move is called off
     */
    public Moves(
            MoveRooms rooms,
            Peers peers,
            MoveLimits usual,
            Duration freezeTimeout,
            Settlement settlement,
            Aftermath aftermath) {
        this.rooms = rooms;
        this.peers = peers;
        this.usual = usual;
        this.freezeTimeout = freezeTimeout;
        this.settlement = settlement;
        this.aftermath = aftermath;
        this.freezes = new FreezeHistory(rooms.machine().state().resolve("freezes.json"));
    }

    /**
     * A move that has begun.
     *
     * @param result how it ends: exceptionally, with a {@link ProblemException}, if the pod stays here
     */
    public record RunningMove(Progress progress, Recall recall, CompletableFuture<MoveResult> result) {}

    /**
     * Begins a move.
     *
     * @throws ProblemException if the pod is unknown or busy, or the destination does not answer
     */
    public RunningMove start(String pod, String destination, String address, MoveLimits limits) {
        PodNames.checkName(destination);
        if (destination.equals(rooms.machine().name())) {
            throw Failures.sameWorkstation(destination);
        }
        var order = new MoveOrder(UUID.randomUUID().toString(), pod, destination, address, limits);
        var hold = rooms.pods().hold(pod, PodState.POD_STATE_LEAVING, order.moveId());
        if (hold.pod().record().getStage() != PodRecord.Stage.STAGE_HERE) {
            hold.close();
            throw Failures.notHere(hold.pod());
        }
        var progress = new Progress(identity(order, hold));
        var move = new RunningMove(progress, new Recall(hold.pod().name()), new CompletableFuture<>());
        underWay.put(order.moveId(), move);
        Thread.ofVirtual().name("move-" + order.moveId()).start(() -> run(order, hold, move));
        return move;
    }

    /** What a move may take that does not say it. */
    public MoveLimits usual() {
        return usual;
    }

    /**
     * Looks whether a move would be refused now; nothing is frozen or changed.
     *
     * @throws ProblemException if the pod is unknown
     */
    public MoveCheck check(String pod, String destination, String address) throws InterruptedException {
        return new Preflight(rooms, peers, freezes).check(pod, destination, address);
    }

    public List<MoveProgress> underWay() {
        return underWay.values().stream()
                .map(move -> move.progress().snapshot())
                .toList();
    }

    /** Moves that were done in the last half minute, with their results. */
    public List<MoveProgress> recent() {
        return recent.list();
    }

    /**
     * Calls off the move of a pod, and waits until the pod runs on here.
     *
     * @throws ProblemException if no move is under way, or if it is too late
     */
    public void cancel(String pod) throws InterruptedException {
        var found = rooms.pods().find(pod);
        var move = Optional.ofNullable(underWay.get(found.moveId())).orElseThrow(() -> Failures.notMoving(found));
        LOG.info("the move of pod {} is cancelled", found.name());
        move.recall().cancel();
        try {
            move.result().get(CANCEL_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            LOG.debug("the move has ended: {}", e.getMessage());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the move does not end", e);
        }
    }

    private void run(MoveOrder order, Pods.Hold hold, RunningMove move) {
        try (var _ = MDC.putCloseable("move", order.moveId());
                var _ = MDC.putCloseable("pod", hold.pod().name())) {
            var result = moveOut(order, hold, move);
            LOG.info("moved to {}: frozen {} ms", order.destination(), Durations.toMillis(result.getFrozen()));
            recent.add(move.progress().snapshot().toBuilder().setResult(result).build());
            finish(order, hold);
            move.result().complete(result);
        } catch (ProblemException e) {
            var reason = move.recall().reason().orElse(e);
            LOG.warn("not moved to {}: {}", order.destination(), reason.getMessage());
            finish(order, hold);
            move.result().completeExceptionally(reason);
        } catch (Exception e) {
            LOG.error("not moved to {}", order.destination(), e);
            finish(order, hold);
            move.result().completeExceptionally(move.recall().reason().orElseGet(() -> internal(hold, e)));
        }
    }

    private MoveResult moveOut(MoveOrder order, Pods.Hold hold, RunningMove move) throws Exception {
        var progress = move.progress();
        try (var destination = peers.connect(order.destination(), order.address());
                var sender = TreeSender.of(hold.pod().folder().upper())) {
            move.recall().onCall(destination::close);
            var dialogue =
                    new Dialogue(destination, progress, new Pace(order.limits().bandwidth(), System::nanoTime));
            var departure = Departure.begin(rooms, hold, settlement, dialogue, order);
            try (var files = TreeRounds.begin(hold.pod(), sender, TreeRounds.sink(dialogue::sayFiles));
                    var kept = rooms.kept().draft(hold.pod().manifest());
                    var memory = rooms.memory()
                            .of(hold.pod(), dialogue.packer(), dialogue::sayMemory, dialogue::sayPool, kept)) {
                var freezeLimit = new FreezeLimit(order.limits().downtime(), freezes, hold.pod(), files, memory);
                var result = new MoveOut(
                                rooms,
                                order,
                                hold,
                                dialogue,
                                departure,
                                move.recall(),
                                freezeTimeout,
                                progress,
                                files,
                                memory,
                                freezeLimit)
                        .run();
                kept.keep();
                return result;
            }
        }
    }

    private void finish(MoveOrder order, Pods.Hold hold) {
        underWay.remove(order.moveId());
        hold.close();
        aftermath.of(hold.pod());
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

    private ProblemException internal(Pods.Hold hold, Exception cause) {
        if (FullDisk.isBehind(cause)) {
            return new ProblemException(List.of(Failures.onDisk(rooms.machine().name(), cause)));
        }
        return ProblemException.causedBy(
                cause,
                ProblemKind.PROBLEM_KIND_INTERNAL,
                say("pod {0}", hold.pod().name()),
                say("The move failed: {0}.", cause),
                say("The pod goes on here; see this workstation's log."));
    }
}
