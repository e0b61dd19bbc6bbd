package org.deskferry.host.network;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.Pods;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.PodState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the pods that run here known to the LAN as {@code NAME.local}, by multicast DNS, for as long as they are here: through this
 * machine's Avahi daemon, with a program {@code avahi-publish} for each address.
 */
public final class LanNames {
    private static final Logger LOG = LoggerFactory.getLogger(LanNames.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Pods pods;
    private final Map<Binding, Publication> publications = new HashMap<>();

    public LanNames(Pods pods) {
        this.pods = pods;
    }

    /** Begins, for as long as the service lives; of no effect where this machine cannot. */
    public void start() {
        if (!Publication.isPossible()) {
            LOG.info("The LAN does not learn pods' names: this machine has no avahi-publish (package avahi-utils)");
            return;
        }
        // The kernel ends the programs with the thread that started them, so it has to be one that lasts.
        Thread.ofPlatform().daemon().name("names").start(() -> {
            try {
                while (true) {
                    look();
                    Thread.sleep(LOOK);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void look() {
        var present = pods.list();
        var wanted = bindings(present.stream().filter(LanNames::isAtWork));
        var kept = bindings(present.stream().filter(LanNames::isAboutToStop));
        publications.entrySet().removeIf(entry -> {
            var ends = !wanted.contains(entry.getKey()) && !kept.contains(entry.getKey());
            if (ends) {
                entry.getValue().end();
            }
            return ends;
        });
        wanted.forEach(binding -> publications
                .computeIfAbsent(binding, one -> new Publication(one.notice()))
                .keepUp());
    }

    private static Set<Binding> bindings(Stream<HostedPod> some) {
        return some.map(HostedPod::manifest).flatMap(Binding::of).collect(Collectors.toSet());
    }

    private static boolean isAtWork(HostedPod pod) {
        return pod.state() == PodState.POD_STATE_RUNNING;
    }

    /** From the commit of a move on, its destination has the word. */
    private static boolean isAboutToStop(HostedPod pod) {
        return pod.record().getStage() == PodRecord.Stage.STAGE_HERE
                && (pod.state() == PodState.POD_STATE_LEAVING || pod.state() == PodState.POD_STATE_SUSPENDING);
    }
}
