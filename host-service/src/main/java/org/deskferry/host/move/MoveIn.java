package org.deskferry.host.move;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.deskferry.host.checkpoint.CheckpointFolder;
import org.deskferry.host.checkpoint.CheckpointReceiver;
import org.deskferry.host.checkpoint.Held;
import org.deskferry.host.checkpoint.WakeEvents;
import org.deskferry.host.files.PodRoot;
import org.deskferry.host.files.TreeReceiver;
import org.deskferry.host.network.Connections;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.ManifestCheck;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Answer;
import org.deskferry.proto.v1.Cleared;
import org.deskferry.proto.v1.Commit;
import org.deskferry.proto.v1.Failed;
import org.deskferry.proto.v1.Offer;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.Ready;
import org.deskferry.proto.v1.Running;
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
    private static final Duration COMMIT_LIMIT = Duration.ofSeconds(60);

    private final MoveRooms rooms;
    private final Arrivals arrivals;
    private final FromPeer source;
    private final Trace trace = new Trace();

    private boolean runs;

    public MoveIn(MoveRooms rooms, Arrivals arrivals, FromPeer source) {
        this.rooms = rooms;
        this.arrivals = arrivals;
        this.source = source;
    }

    /** Takes a pod in, or tells the source why not. */
    public void run() throws InterruptedException {
        try {
            var offer = next(ToDestination.StepCase.OFFER).getOffer();
            var imageIsHere =
                    rooms.images().has(ManifestCheck.check(offer.getManifest()).getImage());
            var refusals = new OfferExam(rooms, imageIsHere).refusals(offer);
            answer(refusals, !imageIsHere);
            if (refusals.isEmpty()) {
                takeIn(offer, imageIsHere);
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

    private void takeIn(Offer offer, boolean imageIsHere) throws IOException, InterruptedException {
        var record = PodRecord.newBuilder()
                .setManifest(offer.getManifest())
                .setStage(PodRecord.Stage.STAGE_ARRIVING)
                .setMoveId(offer.getMoveId())
                .build();
        try (var arrival = arrivals.begin(offer.getMoveId());
                var hold = rooms.pods().enter(record, PodState.POD_STATE_ARRIVING)) {
            try {
                if (!imageIsHere) {
                    receiveImage(offer);
                }
                receivePod(hold, arrival);
            } catch (IOException | RuntimeException | InterruptedException e) {
                if (!runs) {
                    rooms.remover().remove(hold);
                }
                throw e;
            }
        }
        var residue = rooms.census().strays(offer.getManifest().getId());
        say(ToSource.newBuilder()
                .setCleared(Cleared.newBuilder().addAllResidue(residue))
                .build());
    }

    private void receiveImage(Offer offer) throws IOException, InterruptedException {
        try (var image = rooms.images().receive(offer.getManifest().getImage())) {
            while (!image.accept(next(ToDestination.StepCase.IMAGE).getImage())) {}
        }
        sayTreeDone();
    }

    private void receivePod(Pods.Hold hold, Arrivals.Arrival arrival) throws IOException, InterruptedException {
        var pod = hold.pod();
        var root = new PodRoot(
                rooms.images().root(pod.manifest().getImage()),
                pod.folder(),
                pod.manifest().getIds());
        root.prepare();
        pod.cgroup().create(pod.manifest().getLimits());
        try (var folder = CheckpointFolder.open(
                rooms.checkpoints(), pod.id() + "-in", rooms.machine().memoryAvailable())) {
            receiveFiles(pod, folder);
            try (var held = wake(pod, folder, root)) {
                source.send(ToSource.newBuilder()
                        .setReady(Ready.newBuilder().addAllSteps(trace.news()))
                        .build());
                takeOver(hold, arrival, held);
            }
        }
    }

    /** Rounds of files and the pieces of the checkpoint, until the source says that all is there. */
    private void receiveFiles(HostedPod pod, CheckpointFolder folder) throws IOException, InterruptedException {
        try (var files = TreeReceiver.ofPod(pod.folder().upper(), pod.manifest().getIds());
                var checkpoint =
                        new CheckpointReceiver(folder.images(), rooms.machine().memoryAvailable())) {
            while (true) {
                var message = source.receive(SILENCE_LIMIT);
                switch (message.getStepCase()) {
                    case FILES -> {
                        if (files.accept(message.getFiles())) {
                            sayTreeDone();
                        }
                    }
                    case CHECKPOINT -> checkpoint.accept(message.getCheckpoint());
                    case WAKE -> {
                        checkpoint.finish(message.getWake().getCheckpointFiles());
                        return;
                    }
                    default -> throw unexpected(message);
                }
            }
        }
    }

    private Held wake(HostedPod pod, CheckpointFolder folder, PodRoot root) throws IOException, InterruptedException {
        trace.step("mount", root::mount);
        return trace.step(
                "restore",
                () -> rooms.waker()
                        .wake(folder.path(), pod.folder().root(), pod.cgroup().path(), new WakeEvents() {
                            @Override
                            public void namespacesStand(long initPid) {
                                rooms.links().createCut(pod.manifest(), initPid);
                            }

                            @Override
                            public void connectionsStand(long initPid) {
                                rooms.links().openAfterWake(pod.manifest(), initPid);
                                rooms.announcer().announce(pod.manifest(), initPid);
                            }
                        }));
    }

    private void takeOver(Pods.Hold hold, Arrivals.Arrival arrival, Held held) throws InterruptedException {
        var message = source.receive(COMMIT_LIMIT);
        if (message.getStepCase() != ToDestination.StepCase.COMMIT) {
            throw unexpected(message);
        }
        if (!arrival.commit()) {
            throw new StreamLostException("the source had asked before its commit came, and took the pod back");
        }
        trace.step("take over", () -> become(hold, held, message.getCommit()));
        trace.step("resume", held::go);
        runs = true;
        say(ToSource.newBuilder()
                .setRunning(Running.newBuilder()
                        .addAllSteps(trace.news())
                        .setConnections(Connections.count(held.initPid())))
                .build());
        hold.save(hold.pod().record().toBuilder().setHasRun(true).build());
    }

    private static void become(Pods.Hold hold, Held held, Commit commit) {
        var record = hold.pod().record();
        var taken = record.toBuilder()
                .setManifest(record.getManifest().toBuilder().setEpoch(commit.getEpoch()))
                .setStage(PodRecord.Stage.STAGE_HERE)
                .build();
        hold.begin(taken, held.initPid());
    }

    private ToDestination next(ToDestination.StepCase wanted) throws InterruptedException {
        var message = source.receive(SILENCE_LIMIT);
        if (message.getStepCase() != wanted) {
            throw unexpected(message);
        }
        return message;
    }

    private static RuntimeException unexpected(ToDestination message) {
        return message.hasAbort()
                ? new StreamLostException(
                        "the source took it back: " + message.getAbort().getReason())
                : Failures.protocol("unexpected " + message.getStepCase());
    }

    private void answer(List<Problem> refusals, boolean needsImage) throws InterruptedException {
        source.send(ToSource.newBuilder()
                .setAnswer(Answer.newBuilder()
                        .addAllRefusals(refusals)
                        .setNeedsImage(needsImage)
                        .setMachine(rooms.machine().facts()))
                .build());
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
