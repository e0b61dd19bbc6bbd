package org.deskferry.host.move;

import com.google.protobuf.util.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.deskferry.host.checkpoint.CheckpointFolder;
import org.deskferry.host.checkpoint.CheckpointSender;
import org.deskferry.host.checkpoint.Dump;
import org.deskferry.host.checkpoint.FreezeEvents;
import org.deskferry.host.files.TreeSender;
import org.deskferry.host.network.Connections;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Cleared;
import org.deskferry.proto.v1.Commit;
import org.deskferry.proto.v1.MovePhase;
import org.deskferry.proto.v1.MoveResult;
import org.deskferry.proto.v1.Offer;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.Running;
import org.deskferry.proto.v1.ToDestination;
import org.deskferry.proto.v1.ToSource;
import org.deskferry.proto.v1.Wake;

/**
 * A move, as the source sees it. Until {@link #commit} any failure leaves the pod running here; from then on it belongs to
 * the destination. For one use.
 */
final class MoveOut {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final Duration WRITE_LIMIT = Duration.ofMinutes(5);
    private static final Duration WAKE_LIMIT = Duration.ofSeconds(90);

    private final MoveRooms rooms;
    private final MoveOrder order;
    private final Pods.Hold hold;
    private final Dialogue destination;
    private final Settlement settlement;
    private final Progress progress;
    private final Trace trace = new Trace();
    private final TreeRounds files;

    private int connectionsBefore;
    private long checkpointBytes;

    MoveOut(
            MoveRooms rooms,
            MoveOrder order,
            Pods.Hold hold,
            Dialogue destination,
            Settlement settlement,
            Progress progress,
            TreeRounds files) {
        this.rooms = rooms;
        this.order = order;
        this.hold = hold;
        this.destination = destination;
        this.settlement = settlement;
        this.progress = progress;
        this.files = files;
    }

    MoveResult run() throws IOException, InterruptedException {
        try {
            offer();
            copyLive();
            var running = freezeAndHandOver();
            return leaveNothing(running);
        } catch (StreamLostException e) {
            throw Failures.lost(order, e);
        }
    }

    private void offer() throws IOException, InterruptedException {
        progress.enter(MovePhase.MOVE_PHASE_OFFER);
        var proposal = new Proposal(rooms, hold.pod());
        trace.step("inspect", proposal::inspect);
        var offer = proposal.offer(order.moveId(), files.size());
        progress.expect(offer.getMemoryBytes() + offer.getDiskBytes());
        var answer = trace.step("offer", () -> {
            destination.say(ToDestination.newBuilder().setOffer(offer));
            return destination.hear(ToSource.StepCase.ANSWER, ANSWER_LIMIT).getAnswer();
        });
        if (answer.getRefusalsCount() > 0) {
            throw new ProblemException(answer.getRefusalsList());
        }
        if (answer.getNeedsImage()) {
            trace.step("send image", () -> sendImage(offer));
        }
    }

    private void sendImage(Offer offer) throws IOException, InterruptedException {
        progress.enter(MovePhase.MOVE_PHASE_COPY_LIVE);
        progress.expect(offer.getMemoryBytes() + offer.getDiskBytes() + offer.getImageBytes());
        try (var image = TreeSender.of(rooms.images().root(offer.getManifest().getImage()))) {
            image.send(TreeRounds.sink(destination::sayImage));
        }
        destination.hear(ToSource.StepCase.TREE_DONE, WRITE_LIMIT);
    }

    /** Twice: what changed while the first round took its time is not left for the freeze. */
    private void copyLive() throws IOException, InterruptedException {
        progress.enter(MovePhase.MOVE_PHASE_COPY_LIVE);
        trace.step("copy files live", this::sendFiles);
        trace.step("copy files again", this::sendFiles);
    }

    private void sendFiles() throws IOException, InterruptedException {
        files.sendRound();
        destination.hear(ToSource.StepCase.TREE_DONE, WRITE_LIMIT);
    }

    private Running freezeAndHandOver() throws IOException, InterruptedException {
        progress.enter(MovePhase.MOVE_PHASE_FREEZE);
        var pod = hold.pod();
        var still = new CompletableFuture<Boolean>();
        try (var _ = rooms.displays().of(pod).pause();
                var folder = openFolder(pod);
                var dump = freeze(pod, folder, still)) {
            sendRest(dump, still);
            awaitReady();
            commit();
            var running = awaitRunning();
            trace.freezeEnds();
            // Its link goes first: nobody may hear the end of what is frozen here.
            rooms.links().remove(pod.id());
            dump.discard();
            rooms.displays().forget(pod);
            return running;
        }
    }

    private CheckpointFolder openFolder(HostedPod pod) throws IOException {
        return CheckpointFolder.open(
                rooms.checkpoints(), pod.id() + "-out", rooms.machine().memoryAvailable());
    }

    private Dump freeze(HostedPod pod, CheckpointFolder folder, CompletableFuture<Boolean> still) {
        var initPid = pod.initPid().orElseThrow(() -> Failures.ended(pod));
        connectionsBefore = Connections.count(initPid);
        trace.freezeBegins();
        return rooms.freezer().begin(initPid, folder.path(), new FreezeEvents() {
            @Override
            public void still() {
                rooms.links().cut(pod.id());
                still.complete(true);
            }

            @Override
            public void goesOn() {
                rooms.links().open(pod.id());
            }
        });
    }

    /**
     * The checkpoint goes out while it is written, and the files that changed since the copy beside it. At the end go the few
     * files that the dump itself has made.
     */
    private void sendRest(Dump dump, CompletableFuture<Boolean> still) throws IOException, InterruptedException {
        var checkpoint = new CheckpointSender(dump.images(), destination::sayCheckpoint);
        try (var changes = Background.start(() -> {
            if (still.get()) {
                files.sendRound();
            }
        })) {
            try {
                trace.step("dump", () -> sendWhileDumping(dump, checkpoint));
            } finally {
                still.complete(false);
            }
            trace.step("send changed files", changes::await);
        }
        trace.step("send last files", files::sendRound);
        trace.step("send checkpoint", checkpoint::sendRest);
        destination.say(
                ToDestination.newBuilder().setWake(Wake.newBuilder().setCheckpointFiles(checkpoint.fileCount())));
        checkpointBytes = checkpoint.wireBytes();
    }

    private static void sendWhileDumping(Dump dump, CheckpointSender checkpoint)
            throws IOException, InterruptedException {
        while (!dump.isComplete()) {
            if (!checkpoint.sendGrown()) {
                Thread.sleep(1);
            }
        }
        dump.await();
    }

    private void awaitReady() throws InterruptedException {
        progress.enter(MovePhase.MOVE_PHASE_WAKE);
        trace.step("write files", () -> {
            destination.hear(ToSource.StepCase.TREE_DONE, WRITE_LIMIT);
            destination.hear(ToSource.StepCase.TREE_DONE, WRITE_LIMIT);
        });
        var ready = trace.step("wake", () -> destination.hear(ToSource.StepCase.READY, WAKE_LIMIT))
                .getReady();
        trace.addRemote(ready.getStepsList());
    }

    /** From here on the pod is the destination's. The decision is on the disk before it is sent. */
    private void commit() throws InterruptedException {
        progress.enter(MovePhase.MOVE_PHASE_COMMIT);
        var pod = hold.pod();
        var epoch = pod.manifest().getEpoch() + 1;
        trace.step(
                "commit",
                () -> hold.save(pod.record().toBuilder()
                        .setStage(PodRecord.Stage.STAGE_COMMITTED)
                        .setMoveId(order.moveId())
                        .setDestination(order.destination())
                        .setDestinationAddress(order.address())
                        .build()));
        try {
            destination.say(
                    ToDestination.newBuilder().setCommit(Commit.newBuilder().setEpoch(epoch)));
        } catch (StreamLostException e) {
            settlement.settle(hold, e);
        }
    }

    private Running awaitRunning() throws InterruptedException {
        progress.enter(MovePhase.MOVE_PHASE_GO_ON);
        return trace.step("go on", () -> {
            try {
                return destination.hear(ToSource.StepCase.RUNNING, WAKE_LIMIT).getRunning();
            } catch (StreamLostException | ProblemException e) {
                settlement.settle(hold, e);
                return Running.getDefaultInstance();
            }
        });
    }

    private MoveResult leaveNothing(Running running) throws InterruptedException {
        var pod = hold.pod();
        trace.addRemote(running.getStepsList());
        trace.step("leave nothing", () -> rooms.remover().remove(hold));
        var cleared = trace.step("clear up", this::awaitCleared);
        progress.enter(MovePhase.MOVE_PHASE_DONE);
        return MoveResult.newBuilder()
                .setFrozen(Durations.fromNanos(trace.frozenNanos()))
                .setTotal(Durations.fromNanos(trace.elapsedNanos()))
                .setBytes(checkpointBytes + files.bytes())
                .setConnectionsBefore(connectionsBefore)
                .setConnectionsKept(running.getConnections())
                .addAllSteps(trace.steps())
                .addAllResidue(rooms.census().everything(pod.id()))
                .addAllDestinationResidue(cleared.getResidueList())
                .build();
    }

    /** The pod is gone already: what the destination could not say any more is left unsaid. */
    private Cleared awaitCleared() throws InterruptedException {
        try {
            return destination.hear(ToSource.StepCase.CLEARED, ANSWER_LIMIT).getCleared();
        } catch (StreamLostException e) {
            return Cleared.newBuilder()
                    .addResidue("unknown: " + order.destination() + " was lost while it cleared up")
                    .build();
        }
    }
}
