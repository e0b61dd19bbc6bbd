package org.deskferry.host.network;

import static org.deskferry.proto.problem.Phrases.asIs;
import static org.deskferry.proto.problem.Phrases.say;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.deskferry.host.log.Context;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the leases of the pods that are here, running or suspended. A pod whose lease is not renewed keeps its address and runs on.
 * Thread-safe.
 */
public final class Leases {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int MOST_AT_ONCE = 4;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private final Pods pods;
    private final DhcpClient client;
    private final InstantSource clock;
    private final LeaseSchedule schedule = new LeaseSchedule();
    private final Semaphore lines = new Semaphore(MOST_AT_ONCE);

    public Leases(Pods pods, DhcpClient client, InstantSource clock) {
        this.pods = pods;
        this.client = client;
        this.clock = clock;
    }

    /** Begins, for as long as the service lives. */
    public void start() {
        Thread.ofVirtual().name("leases").start(() -> {
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
        var leased = pods.list().stream()
                .filter(pod -> isLeasedHere(pod.manifest().getAddress()))
                .toList();
        schedule.keepOnly(leased.stream().map(HostedPod::id).collect(Collectors.toSet()));
        leased.stream()
                .filter(Leases::isOurs)
                .filter(pod -> schedule.take(pod.id(), clock.instant()))
                .forEach(pod -> Context.start("lease-" + pod.name(), () -> renew(pod)));
    }

    /** Away from home its server is not on this LAN. */
    private static boolean isLeasedHere(PodAddress address) {
        return address.getLeased() && !address.hasCareOf();
    }

    /** What is wrong with the lease of a pod. */
    public List<Problem> problems(String podId) {
        return schedule.problem(podId).stream().toList();
    }

    private void renew(HostedPod pod) {
        try (var _ = Context.with(Context.POD, pod.name())) {
            lines.acquire();
            try {
                conclude(pod, client.get(pod.manifest(), () -> isConnected(pod)));
            } finally {
                lines.release();
            }
        } catch (ProblemException e) {
            fail(pod, e.problems().getFirst());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A move may have begun meanwhile, which ends the asking: what came of that says nothing then. */
    private void conclude(HostedPod pod, DhcpClient.Answer answer) {
        var own = pod.manifest().getAddress().getIpv4();
        var granted = answer.lease().filter(lease -> isSame(lease, own));
        if (granted.isPresent()) {
            LOG.info("lease of {} renewed for {} s", own, granted.get().length().toSeconds());
            schedule.renewed(pod.id(), granted.get().length(), clock.instant());
        } else if (answer.unplugged() || !isOurs(pod)) {
            schedule.putOff(pod.id(), clock.instant());
        } else {
            fail(pod, problem(pod, answer));
        }
    }

    private static boolean isSame(Lease lease, String own) {
        return AddressRange.withoutPrefix(lease.ipv4()).equals(AddressRange.withoutPrefix(own));
    }

    private void fail(HostedPod pod, Problem problem) {
        LOG.atWarn()
                .addKeyValue("thing", problem.getThing())
                .addKeyValue("remedy", problem.getRemedy())
                .log(problem.getReason());
        schedule.failed(pod.id(), problem, clock.instant());
    }

    private Problem problem(HostedPod pod, DhcpClient.Answer answer) {
        var reason = answer.lease()
                .map(lease -> say(
                        "The LAN's DHCP server {0} leases it {1} instead.",
                        lease.server(), AddressRange.withoutPrefix(lease.ipv4())))
                .orElseGet(() -> answer.refused()
                        ? say("The LAN's DHCP server refused to renew its lease{0}.", ending(pod))
                        : say("No DHCP server of the LAN answers, so its lease is not renewed{0}.", ending(pod)));
        return Phrases.problem(
                ProblemKind.PROBLEM_KIND_NOT_LEASED,
                say(
                        "address {0} of pod {1}",
                        AddressRange.withoutPrefix(pod.manifest().getAddress().getIpv4()), pod.name()),
                reason,
                say(
                        "See to it that the server keeps this address for {0}; the pod runs on with it, and its workstation "
                                + "goes on asking.",
                        pod.manifest().getAddress().getMac()));
    }

    private Phrase ending(HostedPod pod) {
        return schedule.end(pod.id())
                .map(end -> say("; it runs out at {0}", CLOCK.format(end.atZone(ZoneId.systemDefault()))))
                .orElseGet(() -> asIs(""));
    }

    /** Not while a move is under way: where the pod is must not be doubted by switches. */
    private static boolean isOurs(HostedPod pod) {
        return pod.state() == PodState.POD_STATE_RUNNING || pod.state() == PodState.POD_STATE_SUSPENDED;
    }

    private static boolean isConnected(HostedPod pod) {
        return switch (pod.state()) {
            case POD_STATE_RUNNING -> PodLinks.isOpen(pod.id());
            case POD_STATE_SUSPENDED -> true;
            default -> false;
        };
    }

    /** Gives the lease of a pod back that exists no more, if it had one; returns at once. */
    public void giveBack(PodManifest pod) {
        if (isLeasedHere(pod.getAddress())) {
            Context.start("lease-end-" + pod.getName(), () -> release(pod));
        }
    }

    private void release(PodManifest pod) {
        try {
            var answer = client.giveBack(pod);
            LOG.info(
                    "lease of {} {}",
                    pod.getAddress().getIpv4(),
                    answer.lease().isPresent() ? "given back" : "left to run out: no DHCP server answers");
        } catch (ProblemException e) {
            LOG.warn("lease of {} left to run out: {}", pod.getAddress().getIpv4(), e.getMessage());
        }
    }
}
