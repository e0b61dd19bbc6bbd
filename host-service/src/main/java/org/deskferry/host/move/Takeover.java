package org.deskferry.host.move;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.deskferry.host.checkpoint.Held;
import org.deskferry.host.handover.Deed;
import org.deskferry.host.handover.Event;
import org.deskferry.host.handover.Rule;
import org.deskferry.host.handover.Stand;
import org.deskferry.host.network.Connections;
import org.deskferry.host.pod.Pods;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Ready;
import org.deskferry.proto.v1.Running;
import org.deskferry.proto.v1.ToDestination;
import org.deskferry.proto.v1.ToSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The destination's half of the hand-over, from the restored pod on: does what the table says, in its order. Whoever calls it
 * removes the pod if it throws before the pod is {@link Stand#HERE}.
 */
final class Takeover {
    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);
    /** For the source's decision, on a stream that is whole. */
    private static final Duration COMMIT_LIMIT = Duration.ofSeconds(60);
    /**
     * For the same once the stream is lost. A source that decides later finds the pod dropped, and goes on with its own copy: it is
     * lost only if that has died meanwhile.
     */
    private static final Duration DOUBT_LIMIT = Duration.ofMinutes(15);

    private final Pods.Hold hold;
    private final Arrival arrival;
    private final Held held;
    private final FromPeer source;
    private final Trace trace;
    private final WhereaboutsNews news;
    private final CompletableFuture<Integer> connections = new CompletableFuture<>();

    Takeover(Pods.Hold hold, Arrival arrival, Held held, FromPeer source, Trace trace, WhereaboutsNews news) {
        this.hold = hold;
        this.arrival = arrival;
        this.held = held;
        this.source = source;
        this.trace = trace;
        this.news = news;
    }

    void run() throws InterruptedException {
        held.requireWhole();
        follow(arrival.on(Event.RESTORED));
        // They stand already, and the source has something to do.
        connections.completeAsync(() -> Connections.count(held.initPid()), Thread::startVirtualThread);
        awaitCommit();
        // It may have waited for long, and what fails from here on fails while the source has given the pod away.
        held.requireWhole();
        follow(arrival.commit());
        follow(arrival.on(Event.RUNS));
    }

    /**
     * Waits for the source's decision: on the stream, and where that is lost, by any other way.
     *
     * @throws StreamLostException if the pod was not taken, and never will be
     */
    private void awaitCommit() throws InterruptedException {
        arrival.whenDecided(() -> source.hangUp("the decision came by another way"));
        try {
            hear(source.receive(COMMIT_LIMIT));
        } catch (StreamLostException e) {
            waitForWord(e);
        }
        if (arrival.stand() != Stand.TAKEN) {
            throw new StreamLostException("the source has taken the pod back");
        }
    }

    private void hear(ToDestination message) {
        switch (message.getStepCase()) {
            case COMMIT -> arrival.decide(Event.COMMIT, message.getCommit().getEpoch());
            case ABORT -> arrival.on(Event.GIVE_UP);
            default -> throw MoveIn.unexpected(message);
        }
    }

    /** The source may have committed, and its copy may be dead: what is here could be all that is left of the pod. */
    private void waitForWord(StreamLostException cause) throws InterruptedException {
        var pod = hold.pod();
        var rule = arrival.on(Event.SILENCE);
        if (rule.next() == Stand.READY) {
            LOG.warn("pod {}: waiting for the word of {}: {}", pod.name(), source.name(), cause.getMessage());
            hold.show(PodState.POD_STATE_IN_DOUBT);
        }
        if (!arrival.awaitDecision(DOUBT_LIMIT)) {
            throw cause;
        }
        hold.show(PodState.POD_STATE_ARRIVING);
    }

    private void follow(Rule rule) throws InterruptedException {
        for (var deed : rule.deeds()) {
            perform(deed);
        }
    }

    private void perform(Deed deed) throws InterruptedException {
        switch (deed) {
            case SAY_READY ->
                say(ToSource.newBuilder().setReady(Ready.newBuilder().addAllSteps(trace.news())));
            case WRITE_TAKEN -> {
                trace.step("take over", this::writeTaken);
                if (news.hasListeners()) {
                    trace.step("tell members", () -> news.arrived(hold.pod()));
                }
            }
            case LET_RUN -> trace.step("resume", held::go);
            case SAY_RUNNING ->
                say(ToSource.newBuilder()
                        .setRunning(
                                Running.newBuilder().addAllSteps(trace.news()).setConnections(connections.join())));
            case WRITE_HAS_RUN ->
                hold.save(hold.pod().record().toBuilder().setHasRun(true).build());
            default -> throw new IllegalStateException("no destination does " + deed);
        }
    }

    private void writeTaken() {
        var record = hold.pod().record();
        var taken = record.toBuilder()
                .setManifest(record.getManifest().toBuilder().setEpoch(arrival.epoch()))
                .setStage(PodRecord.Stage.STAGE_HERE)
                .build();
        hold.begin(taken, held.initPid());
    }

    /** Tells a source that may be gone; it would ask. */
    private void say(ToSource.Builder message) throws InterruptedException {
        try {
            source.send(message.build());
        } catch (StreamLostException e) {
            LOG.debug("the source is gone: {}", e.getMessage());
        }
    }
}
