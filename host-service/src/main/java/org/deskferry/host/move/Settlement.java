package org.deskferry.host.move;

import java.time.Duration;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Fate;
import org.deskferry.proto.v1.FateRequest;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.ProblemKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the doubt of a source that has decided and does not know whether the destination heard. The pod stands still until
 * the destination has answered: it would exist twice otherwise.
 */
public final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Peers peers;

    public Settlement(Peers peers) {
        this.peers = peers;
    }

    /**
     * Waits for the destination's answer. Returns if the pod runs there.
     *
     * @param cause what raised the doubt
     * @throws ProblemException if it does not and never will; the record then says again that the pod is here
     */
    public void settle(Pods.Hold hold, RuntimeException cause) throws InterruptedException {
        var record = hold.pod().record();
        LOG.warn("pod {}: in doubt about {}: {}", hold.pod().name(), record.getDestination(), cause.getMessage());
        if (ask(record) == Fate.FATE_NOT_HERE) {
            hold.save(record.toBuilder()
                    .setStage(PodRecord.Stage.STAGE_HERE)
                    .clearDestination()
                    .clearDestinationAddress()
                    .build());
            throw ProblemException.causedBy(
                    cause,
                    ProblemKind.PROBLEM_KIND_UNREACHABLE,
                    "workstation " + record.getDestination(),
                    "It did not take the pod over: " + cause.getMessage() + ". The pod goes on here.",
                    "Check that it runs and that the network is up, then try again.");
        }
    }

    private Fate ask(PodRecord record) throws InterruptedException {
        var request = FateRequest.newBuilder()
                .setMoveId(record.getMoveId())
                .setPodId(record.getManifest().getId())
                .build();
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                var fate = peers.askFate(record.getDestination(), record.getDestinationAddress(), request)
                        .getFate();
                if (fate == Fate.FATE_RUNS_HERE || fate == Fate.FATE_NOT_HERE) {
                    return fate;
                }
            } catch (ProblemException e) {
                LOG.warn("{} does not answer yet: {}", record.getDestination(), e.getMessage());
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }
}
