package org.deskferry.host.move;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.deskferry.host.memory.MemorySender;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;

/** How long the pod of one move may stand still, and what it is estimated to. */
final class FreezeLimit {
    /** Programs that write a lot may do so less in a moment. */
    private static final int MORE_ROUNDS = 3;

    /** Where all memory is in the checkpoint, it is written, sent and read one after the other: bytes a second. */
    private static final double CHECKPOINT_RATE = 128 << 20;

    private final Duration limit;
    private final FreezeHistory history;
    private final HostedPod pod;
    private final TreeRounds files;
    private final MemorySender memory;
    private FreezeEstimate estimate = new FreezeEstimate(0, Duration.ZERO, 0, 1, Duration.ZERO);

    FreezeLimit(Duration limit, FreezeHistory history, HostedPod pod, TreeRounds files, MemorySender memory) {
        this.limit = limit;
        this.history = history;
        this.pod = pod;
        this.files = files;
        this.memory = memory;
    }

    /**
     * Estimates the freeze by what the copying of the running pod has shown.
     *
     * @param memoryApart whether memory was among that; else all of it goes in the freeze
     * @throws ProblemException (TOO_LONG) if it would be longer than allowed; nothing is frozen
     */
    void weigh(boolean memoryApart) throws IOException, InterruptedException {
        estimate = estimate(memoryApart);
        for (var round = 0; memoryApart && estimate.memoryDecides(limit) && round < MORE_ROUNDS; round++) {
            memory.sendLive();
            estimate = estimate(true);
        }
        if (estimate.exceeds(limit)) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_TOO_LONG,
                    say("pod {0}", pod.name()),
                    say(
                            "It would stand still for about {0}, and may for {1}: {2}.",
                            FreezeEstimate.seconds(estimate.total()), FreezeEstimate.seconds(limit), estimate.words()),
                    say("Move it when its programs and this machine have less to do, or allow more with --downtime."));
        }
    }

    Duration estimated() {
        return estimate.total();
    }

    /** Remembers for the moves to come what the freeze has really taken. */
    void learn(Duration actual) {
        history.note(pod.id(), estimate, actual, Instant.now());
    }

    private FreezeEstimate estimate(boolean memoryApart) {
        return new FreezeEstimate(
                pod.cgroup().pids().size(),
                history.costOfProcess(Instant.now()),
                memoryApart ? memory.pendingBytes() : pod.memoryBytes(),
                memoryApart ? memory.bytesPerSecond() : CHECKPOINT_RATE,
                files.nextInFreeze());
    }
}
