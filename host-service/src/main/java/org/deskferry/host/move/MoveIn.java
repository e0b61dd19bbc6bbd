package org.deskferry.host.move;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.deskferry.host.checkpoint.CheckpointFolder;
import org.deskferry.host.checkpoint.CheckpointReceiver;
import org.deskferry.host.checkpoint.Held;
import org.deskferry.host.checkpoint.PagePool;
import org.deskferry.host.checkpoint.Pager;
import org.deskferry.host.checkpoint.PoolIndex;
import org.deskferry.host.checkpoint.WakeEvents;
import org.deskferry.host.files.PodRoot;
import org.deskferry.host.files.TreeReceiver;
import org.deskferry.host.memory.MemoryReceiver;
import org.deskferry.host.network.FrameHold;
import org.deskferry.host.network.Memberships;
import org.deskferry.host.network.Tunnels;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.ManifestCheck;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Answer;
import org.deskferry.proto.v1.Cleared;
import org.deskferry.proto.v1.Failed;
import org.deskferry.proto.v1.KeptHashes;
import org.deskferry.proto.v1.NetworkMemory;
import org.deskferry.proto.v1.Offer;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ToDestination;
import org.deskferry.proto.v1.ToSource;
import org.deskferry.proto.v1.TreeDone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A move, as the destination sees it. Until the source's commit the pod is the source's, and any failure removes what came of
 * it. For one use.
 */
public final class MoveIn {
    private static final Logger LOG = LoggerFactory.getLogger(MoveIn.class);
    private static final Duration SILENCE_LIMIT = Duration.ofMinutes(5);
    /** Of the free memory. */
    private static final long KEPT_SHARE = 8;

    private static final int KEPT_PART = 1 << 20;

    private final MoveRooms rooms;
    private final Arrivals arrivals;
    private final FromPeer source;
    private final Trace trace = new Trace();

    private NetworkMemory network = NetworkMemory.getDefaultInstance();
    private boolean changesNetwork;

    public MoveIn(MoveRooms rooms, Arrivals arrivals, FromPeer source) {
        this.rooms = rooms;
        this.arrivals = arrivals;
        this.source = source;
    }

    /** Takes a pod in, or tells the source why not. */
    public void run() throws InterruptedException {
        try {
            var made = next(ToDestination.StepCase.OFFER).getOffer();
            new Outdated(rooms).removeOlderThan(ManifestCheck.check(made.getManifest()));
            var exam = new OfferExam(rooms);
            var offer = exam.place(made);
            changesNetwork =
                    !offer.getManifest().getAddress().equals(made.getManifest().getAddress());
            rooms.news().expect(offer.getManifest());
            var answer = exam.answer(offer).toBuilder()
                    .setLanes(source.admitLanes(offer.getMoveId()))
                    .build();
            source.send(ToSource.newBuilder().setAnswer(answer).build());
            if (answer.getRefusalsCount() == 0) {
                takeIn(offer, answer);
            }
        } catch (ProblemException e) {
            LOG.warn("the move from {} failed: {}", source.name(), e.getMessage());
            sayFailed(e.problems());
        } catch (IOException e) {
            LOG.warn("the move from {} failed: {}", source.name(), e.toString());
            sayFailed(List.of(Failures.onDisk(rooms.machine().name(), e)));
        } catch (StreamLostException e) {
            LOG.warn("the move from {} was given up: {}", source.name(), e.getMessage());
        } catch (RuntimeException e) {
            // The pod stands still at the source until that knows.
            LOG.error("the move from {} failed", source.name(), e);
            sayFailed(List.of(Failures.unforeseen(rooms.machine().name(), e)));
        }
    }

    private void takeIn(Offer offer, Answer answer) throws IOException, InterruptedException {
        var record = PodRecord.newBuilder()
                .setManifest(offer.getManifest())
                .setStage(PodRecord.Stage.STAGE_ARRIVING)
                .setMoveId(offer.getMoveId())
                .setSource(source.name())
                .build();
        try (var arrival = arrivals.begin(offer.getMoveId());
                var hold = rooms.pods().enter(record, PodState.POD_STATE_ARRIVING)) {
            try {
                if (answer.getNeedsImage()) {
                    receiveImage(offer);
                }
                receivePod(hold, arrival, answer.getKeepsPages());
            } catch (IOException | RuntimeException | InterruptedException e) {
                if (arrival.fails()) {
                    rooms.news().letGo(hold.pod().manifest());
                    rooms.remover().remove(hold);
                }
                throw e;
            }
        }
        Tunnels.forget(offer.getManifest());
        var residue = rooms.census().strays(offer.getManifest().getId());
        say(ToSource.newBuilder()
                .setCleared(Cleared.newBuilder().addAllResidue(residue))
                .build());
    }

    private void receiveImage(Offer offer) throws IOException, InterruptedException {
        try (var image = rooms.images().receive(offer.getManifest().getImage())) {
            while (!image.accept(
                    PackedTrees.unpack(next(ToDestination.StepCase.IMAGE).getImage()))) {}
        }
        sayTreeDone();
    }

    private void receivePod(Pods.Hold hold, Arrival arrival, boolean keepsPages)
            throws IOException, InterruptedException {
        var pod = hold.pod();
        var root = new PodRoot(
                rooms.images().root(pod.manifest().getImage()),
                pod.folder(),
                pod.manifest().getIds());
        root.prepare();
        pod.cgroup().create(pod.manifest().getLimits());
        rooms.links().firewall().put(pod.manifest());
        try (var frames = rooms.frameHolds().prepare(pod.manifest());
                var folder = CheckpointFolder.open(
                        rooms.checkpoints(), pod.id() + "-in", rooms.machine().memoryAvailable());
                var pager = rooms.waker().startPager(folder.path())) {
            var memoryApart = receive(pod, folder, frames, keepsPages);
            try (var held = wake(pod, folder, root, frames, memoryApart ? Optional.of(pager) : Optional.empty())) {
                root.settle();
                new Takeover(hold, arrival, held, source, trace, rooms.news()).run();
            }
        }
    }

    /**
     * Rounds of files and of memory and the pieces of the checkpoint, until the source says that all is there. Returns whether there
     * was memory.
     */
    private boolean receive(HostedPod pod, CheckpointFolder folder, FrameHold frames, boolean keepsPages)
            throws IOException, InterruptedException {
        var pool = PagePool.in(folder.pool());
        try (var files = TreeReceiver.ofPod(pod.folder().upper(), pod.manifest().getIds());
                var memory = MemoryReceiver.into(folder.memory(), pool);
                var checkpoint =
                        CheckpointReceiver.into(folder, pool, rooms.machine().memoryAvailable())) {
            if (keepsPages) {
                sayKept(rooms.kept().recall(pod.manifest(), pool, mostKept()));
            }
            while (true) {
                var message = source.receive(SILENCE_LIMIT);
                switch (message.getStepCase()) {
                    case FILES -> {
                        if (files.accept(PackedTrees.unpack(message.getFiles()))) {
                            sayTreeDone();
                        }
                    }
                    case MEMORY -> memory.accept(message.getMemory());
                    case POOL -> checkpoint.accept(message.getPool());
                    case CHECKPOINT -> {
                        for (var piece : message.getCheckpoint().getPiecesList()) {
                            checkpoint.accept(piece);
                        }
                    }
                    case LINK_CUT -> {
                        frames.begin();
                        rooms.news().hold(pod.manifest());
                    }
                    case AGAIN -> {
                        frames.stepBack();
                        rooms.news().letGo(pod.manifest());
                        checkpoint.discard();
                        memory.goOn();
                    }
                    case WAKE -> {
                        network = remembered(message.getWake().getNetwork());
                        checkpoint.finish(message.getWake().getCheckpointFiles());
                        return memory.finish();
                    }
                    default -> throw unexpected(message);
                }
            }
        }
    }

    /** Whose neighbours are on another network is better off without: its router there may have the address of one here. */
    private NetworkMemory remembered(NetworkMemory told) {
        return changesNetwork ? told.toBuilder().clearNeighbours().build() : told;
    }

    private Held wake(HostedPod pod, CheckpointFolder folder, PodRoot root, FrameHold frames, Optional<Pager> pager)
            throws IOException, InterruptedException {
        trace.step("mount", root::mount);
        return trace.step(
                "restore",
                () -> rooms.waker().wake(folder.path(), pod, pager, new WakeEvents() {
                    @Override
                    public void namespacesStand(long initPid) {
                        rooms.links().createCut(pod.manifest(), initPid);
                        rooms.links().recall(pod.manifest(), initPid, network);
                    }

                    @Override
                    public void connectionsStand(long initPid) {
                        var pids = pod.cgroup().pids();
                        frames.deliver(initPid, pids, () -> {
                            rooms.links().openAfterWake(pod.manifest(), initPid);
                            Memberships.restore(initPid, pids, network.getMembershipsList());
                        });
                    }
                }));
    }

    private ToDestination next(ToDestination.StepCase wanted) throws InterruptedException {
        var message = source.receive(SILENCE_LIMIT);
        if (message.getStepCase() != wanted) {
            throw unexpected(message);
        }
        return message;
    }

    static RuntimeException unexpected(ToDestination message) {
        return message.hasAbort()
                ? new StreamLostException(
                        "the source took it back: " + message.getAbort().getReason())
                : Failures.protocol("unexpected " + message.getStepCase());
    }

    /** They are in memory while the pod comes, which has to have room beside them. */
    private int mostKept() {
        return (int) Math.min(Integer.MAX_VALUE, rooms.machine().memoryAvailable() / KEPT_SHARE / PoolIndex.PAGE);
    }

    private void sayKept(byte[] hashes) throws InterruptedException {
        var start = 0;
        do {
            var length = Math.min(KEPT_PART, hashes.length - start);
            var last = start + length == hashes.length;
            source.send(ToSource.newBuilder()
                    .setKept(KeptHashes.newBuilder()
                            .setHashes(ByteString.copyFrom(hashes, start, length))
                            .setLast(last))
                    .build());
            start += length;
        } while (start < hashes.length);
    }

    private void sayTreeDone() throws InterruptedException {
        source.send(
                ToSource.newBuilder().setTreeDone(TreeDone.getDefaultInstance()).build());
    }

    private void sayFailed(List<Problem> problems) throws InterruptedException {
        say(ToSource.newBuilder()
                .setFailed(Failed.newBuilder().addAllProblems(problems))
                .build());
    }

    /** Tells a source that may be gone; it would ask again. */
    private void say(ToSource message) throws InterruptedException {
        try {
            source.send(message);
        } catch (StreamLostException e) {
            LOG.debug("the source is gone: {}", e.getMessage());
        }
    }
}
