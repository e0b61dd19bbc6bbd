package org.deskferry.host.move;

import static org.deskferry.proto.problem.Phrases.say;

import java.time.Duration;
import java.util.Set;
import org.deskferry.host.handover.Event;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.ProblemKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An administrator's decision on which side of an interrupted move a pod is. */
public final class Verdict {
    private static final Logger LOG = LoggerFactory.getLogger(Verdict.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Set<PodState> OPEN = Set.of(PodState.POD_STATE_IN_DOUBT, PodState.POD_STATE_ARRIVING);

    private final Pods pods;
    private final Settlement settlement;
    private final Arrivals arrivals;

    public Verdict(Pods pods, Settlement settlement, Arrivals arrivals) {
        this.pods = pods;
        this.settlement = settlement;
        this.arrivals = arrivals;
    }

    /**
     * Decides, and waits until that is done.
     *
     * @param here whether the pod is here, rather than at the other workstation
     * @throws ProblemException (BAD_REQUEST) if the pod is not in doubt
     */
    public void pronounce(String idOrName, boolean here) throws InterruptedException {
        var pod = pods.find(idOrName);
        var decision = here ? Event.KEEP : Event.GIVE_UP;
        var isHeard = pod.state() == PodState.POD_STATE_IN_DOUBT
                && (settlement.resolve(pod.id(), decision) || arrivals.resolve(pod.record(), decision));
        if (!isHeard) {
            throw notInDoubt(pod);
        }
        LOG.warn("pod {}: an administrator decided: {}", pod.name(), decision);
        var end = System.nanoTime() + LIMIT.toNanos();
        while (pods.has(pod.id()) && OPEN.contains(pod.state()) && System.nanoTime() < end) {
            Thread.sleep(10);
        }
    }

    private static ProblemException notInDoubt(HostedPod pod) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                say("pod {0}", pod.name()),
                say("It is not in doubt, so there is nothing to decide."),
                say("Run 'deskferry ls' to see where it is and what it does."));
    }
}
