package org.deskferry.host.move;

import com.google.protobuf.util.Durations;
import java.io.IOException;
import java.time.Duration;
import org.deskferry.host.checkpoint.CheckpointFolder;
import org.deskferry.host.checkpoint.Dump;
import org.deskferry.host.files.TreeSender;
import org.deskferry.host.handover.Event;
import org.deskferry.host.handover.Stand;
import org.deskferry.host.memory.MemorySender;
import org.deskferry.host.network.Connections;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Again;
import org.deskferry.proto.v1.Cleared;
import org.deskferry.proto.v1.KeptHashes;
import org.deskferry.proto.v1.MovePhase;
import org.deskferry.proto.v1.MoveResult;
import org.deskferry.proto.v1.NetworkMemory;
import org.deskferry.proto.v1.Offer;
import org.deskferry.proto.v1.Running;
import org.deskferry.proto.v1.ToDestination;
import org.deskferry.proto.v1.ToSource;

/**
 * A move, as the source sees it. Until {@link #commit} any failure leaves the pod running here; from then on it belongs to
 * the destination. For one use.
 */
final class MoveOut {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final Duration WRITE_LIMIT = Duration.ofMinutes(5);
    private final MoveRooms rooms;
    private final MoveOrder order;
    private final Pods.Hold hold;
    private final Dialogue destination;
    private final Departure departure;
    private final Recall recall;
    private final Duration freezeTimeout;
    private final Progress progress;
    private final Trace trace = new Trace();
    private final TreeRounds files;
    private final MemorySender memory;
    private final FreezeLimit freezeLimit;

    private boolean memoryApart;
    private FreezeStream freeze;
    private int connectionsBefore;

    MoveOut(
            MoveRooms rooms,
            MoveOrder order,
            Pods.Hold hold,
            Dialogue destination,
            Departure departure,
            Recall recall,
            Duration freezeTimeout,
            Progress progress,
            TreeRounds files,
            MemorySender memory,
            FreezeLimit freezeLimit) {
        this.rooms = rooms;
        this.order = order;
        this.hold = hold;
        this.destination = destination;
        this.departure = departure;
        this.recall = recall;
        this.freezeTimeout = freezeTimeout;
        this.progress = progress;
        this.files = files;
        this.memory = memory;
        this.freezeLimit = freezeLimit;
        this.freeze = new FreezeStream(this::networkMemory, destination, recall, trace, files, memory, false);
    }

    MoveResult run() throws IOException, InterruptedException {
        try {
            offer();
            copyLive();
            trace.step("estimate", () -> freezeLimit.weigh(memoryApart));
            var running = FreezeAttempts.run(this::freezeAndHandOver, this::beginAgain);
            return leaveNothing(running);
        } catch (StreamLostException e) {
            throw Failures.lost(order, e);
        }
    }

    private void offer() throws IOException, InterruptedException {
        progress.enter(MovePhase.MOVE_PHASE_OFFER);
        var proposal = proposal();
        trace.step("await memory", proposal::awaitMemory);
        trace.step("inspect", proposal::inspect);
        var offer = proposal.offer(order.moveId(), TreeRounds.size(hold.pod()));
        progress.expect(offer.getMemoryBytes() + offer.getDiskBytes());
        var answer = trace.step("offer", () -> {
            destination.say(ToDestination.newBuilder().setOffer(offer));
            return destination.hear(ToSource.StepCase.ANSWER, ANSWER_LIMIT).getAnswer();
        });
        if (answer.getRefusalsCount() > 0) {
            throw new ProblemException(answer.getRefusalsList());
        }
        if (answer.getLanes() > 1) {
            trace.step("add lanes", () -> destination.addLanes(order.moveId(), answer.getLanes()));
        }
        memoryApart = answer.getTakesMemory();
        if (answer.getNeedsImage()) {
            trace.step("send image", () -> sendImage(offer));
        }
        if (answer.getKeepsPages()) {
            trace.step("learn kept pages", this::learnKeptPages);
        }
    }

    private void learnKeptPages() throws InterruptedException {
        KeptHashes part;
        do {
            part = destination.hear(ToSource.StepCase.KEPT, ANSWER_LIMIT).getKept();
            if (!memory.pool().know(part.getHashes()) || (part.getHashes().isEmpty() && !part.getLast())) {
                throw Failures.protocol("it names kept pages that cannot be");
            }
        } while (!part.getLast());
    }

    private void sendImage(Offer offer) throws IOException, InterruptedException {
        progress.enter(MovePhase.MOVE_PHASE_COPY_LIVE);
        progress.expect(offer.getMemoryBytes() + offer.getDiskBytes() + offer.getImageBytes());
        try (var image = TreeSender.of(rooms.images().root(offer.getManifest().getImage()))) {
            image.send(TreeRounds.sink(destination::sayImage));
        }
        destination.hear(ToSource.StepCase.TREE_DONE, WRITE_LIMIT);
    }

    /** Files twice: what changed while the first round took its time is not left for the freeze. */
    private void copyLive() throws IOException, InterruptedException {
        progress.enter(MovePhase.MOVE_PHASE_COPY_LIVE);
        trace.step("copy files live", this::sendFiles);
        if (memoryApart) {
            trace.step("copy memory live", memory::sendLive);
        }
        trace.step("copy files again", this::sendFiles);
    }

    private void sendFiles() throws IOException, InterruptedException {
        files.sendRound();
        destination.hear(ToSource.StepCase.TREE_DONE, WRITE_LIMIT);
    }

    private void beginAgain(ProblemException cause) throws IOException, InterruptedException {
        if (freeze.isHalfSent()) {
            throw cause;
        }
        trace.freezeEnds();
        destination.hurry(false);
        destination.say(ToDestination.newBuilder().setAgain(Again.getDefaultInstance()));
        if (freeze.changesSent()) {
            destination.hear(ToSource.StepCase.TREE_DONE, WRITE_LIMIT);
        }
        trace.step("inspect again", proposal()::inspect);
        copyLive();
    }

    private Running freezeAndHandOver(boolean isLast) throws IOException, InterruptedException {
        progress.enter(MovePhase.MOVE_PHASE_FREEZE);
        destination.hurry(true);
        freeze = new FreezeStream(this::networkMemory, destination, recall, trace, files, memory, memoryApart);
        try (var _ = trace.step("make ready", proposal()::makeReady)) {
            return handOver(hold.pod(), isLast);
        }
    }

    private Proposal proposal() {
        return new Proposal(rooms, hold.pod());
    }

    private Running handOver(HostedPod pod, boolean isLast) throws IOException, InterruptedException {
        recall.check();
        departure.on(Event.FREEZE);
        try (var _ = rooms.displays().of(pod).pause();
                var folder = openFolder(pod);
                var _ = recall.limit(longestFreeze());
                var _ = departure;
                var dump = begin(folder, isLast)) {
            departure.holds(dump);
            freeze.send(dump);
            awaitReady();
            commit();
            return awaitRunning();
        }
    }

    private NetworkMemory networkMemory() {
        var pod = hold.pod();
        return pod.initPid().isPresent()
                ? rooms.links()
                        .remember(
                                pod.id(),
                                pod.initPid().getAsLong(),
                                pod.cgroup().pids())
                : NetworkMemory.getDefaultInstance();
    }

    private Duration longestFreeze() {
        return order.limits().downtime().plus(freezeTimeout);
    }

    private CheckpointFolder openFolder(HostedPod pod) throws IOException {
        return CheckpointFolder.open(
                rooms.checkpoints(), pod.id() + "-out", rooms.machine().memoryAvailable());
    }

    private Dump begin(CheckpointFolder folder, boolean isLast) {
        var pod = hold.pod();
        var initPid = pod.initPid().orElseThrow(() -> Failures.ended(pod));
        connectionsBefore = Connections.count(initPid);
        var events = new Standstill(rooms, pod, isLast) {
            @Override
            public void begins() {
                trace.freezeBegins();
            }

            @Override
            public void still() {
                super.still();
                freeze.podIsStill();
            }
        };
        return memoryApart
                ? rooms.freezer().beginWithoutMemory(initPid, pod.cgroup().path(), folder.path(), events)
                : rooms.freezer().begin(initPid, pod.cgroup().path(), folder.path(), events);
    }

    private void awaitReady() throws InterruptedException {
        progress.enter(MovePhase.MOVE_PHASE_WAKE);
        trace.step("write files", () -> {
            destination.hear(ToSource.StepCase.TREE_DONE, WRITE_LIMIT);
            destination.hear(ToSource.StepCase.TREE_DONE, WRITE_LIMIT);
        });
        var ready = trace.step("wake", () -> destination.hear(ToSource.StepCase.READY, longestFreeze()))
                .getReady();
        trace.addRemote(ready.getStepsList());
    }

    /** From here on the pod is the destination's, and nobody can call the move off. */
    private void commit() throws InterruptedException {
        progress.enter(MovePhase.MOVE_PHASE_COMMIT);
        recall.seal();
        trace.step("commit", () -> departure.on(Event.DESTINATION_READY));
    }

    private Running awaitRunning() throws InterruptedException {
        progress.enter(MovePhase.MOVE_PHASE_GO_ON);
        var running = trace.step("go on", this::hearRunning);
        trace.freezeEnds();
        trace.addRemote(running.getStepsList());
        if (departure.stand() == Stand.COMMITTED) {
            departure.on(Event.TAKEN_OVER);
            // Not where the pod stood still because the destination was silent: that tells nothing of the next freeze.
            freezeLimit.learn(Duration.ofNanos(trace.frozenNanos()));
        }
        return running;
    }

    private Running hearRunning() throws InterruptedException {
        try {
            return destination.hear(ToSource.StepCase.RUNNING, longestFreeze()).getRunning();
        } catch (StreamLostException | ProblemException e) {
            departure.on(Event.SILENCE);
            if (departure.stand() == Stand.HERE) {
                throw Failures.notTaken(order, e);
            }
            return Running.getDefaultInstance();
        }
    }

    private MoveResult leaveNothing(Running running) throws InterruptedException {
        var pod = hold.pod();
        trace.step("leave nothing", () -> departure.on(Event.CLEAR));
        var cleared = trace.step("clear up", this::awaitCleared);
        progress.enter(MovePhase.MOVE_PHASE_DONE);
        return MoveResult.newBuilder()
                .setFrozen(Durations.fromNanos(trace.frozenNanos()))
                .setFrozenEstimate(Durations.fromNanos(freezeLimit.estimated().toNanos()))
                .setTotal(Durations.fromNanos(trace.elapsedNanos()))
                .setBytes(freeze.checkpointBytes() + memory.wireBytes() + destination.treeBytes())
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
