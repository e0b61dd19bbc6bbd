package org.deskferry.host.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.deskferry.host.linux.Command;
import org.deskferry.host.linux.CommandException;
import org.deskferry.host.linux.LinkChange;
import org.deskferry.host.linux.NetworkLock;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.NetworkMemory;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The links that tie pods to the LAN: a veth pair each, {@code eth0} inside the pod, the other end a port of a
 * bridge that the workstation's uplink has for it. A link that is cut exists, and leads nowhere; nor do programs of the pod reach one another then: a
 * connection between two of them is written down, and made again, one end after the other, and what passes in between would be lost or refused.
 */
public final class PodLinks {
    private static final Logger LOG = LoggerFactory.getLogger(PodLinks.class);
    private static final String OUTWARD = "eth0";
    private static final String WITHIN = "lo";

    private final Uplink uplink;
    private final Firewall firewall;
    private final Announcer announcer;
    private final Translator translator;
    /** Of the pods that are being woken. */
    private final Map<String, CompletableFuture<Optional<Gate>>> gates = new ConcurrentHashMap<>();

    /** Links to the LAN by {@code uplink}, guarded by {@code firewall}; what passes them is addressed by {@code translator}. */
    public PodLinks(Uplink uplink, Firewall firewall, Announcer announcer, Translator translator) {
        this.uplink = uplink;
        this.firewall = firewall;
        this.announcer = announcer;
        this.translator = translator;
    }

    /** What guards the links. A link has no life without its rules, which may come before it. */
    public Firewall firewall() {
        return firewall;
    }

    /** The name of the link's end on the workstation. */
    public static String name(String podId) {
        return "df-" + podId.substring(0, 8);
    }

    public static boolean exists(String podId) {
        return LinkChange.exists(name(podId));
    }

    /** Whether it exists and is not cut. */
    static boolean isOpen(String podId) {
        return Command.attempt(List.of("ip", "-oneline", "link", "show", "dev", name(podId)))
                .output()
                .contains(" master ");
    }

    /** The names of all links that a pod has on the workstation. */
    public List<String> of(String podId) {
        var links = new ArrayList<>(uplink.linksOf(podId));
        if (exists(podId)) {
            links.add(name(podId));
        }
        return links;
    }

    /** Whether a {@link FrameHold} has a port for a pod. */
    public static boolean isStoodInFor(String podId) {
        return LinkChange.exists(FrameHold.port(podId));
    }

    /** Makes the link of a pod that starts here, open. */
    public void create(PodManifest pod, long initPid) {
        firewall.put(pod);
        make(pod, initPid, Station.mtu(pod.getAddress()));
        open(pod, initPid);
    }

    /**
     * Makes the link of a pod that is being woken: cut, until {@link #openAfterWake}. Its rules have to be there. CRIU's restore leaves the
     * segment size of connections at a minimum; it is computed anew when the MTU changes, so the link is one byte short until then.
     */
    public void createCut(PodManifest pod, long initPid) {
        var gate = CompletableFuture.supplyAsync(() -> shutGate(pod, initPid), Thread::startVirtualThread);
        Optional.ofNullable(gates.put(pod.getId(), gate)).ifPresent(PodLinks::close);
        try {
            make(pod, initPid, Station.mtu(pod.getAddress()) - 1);
            NetworkLock.lock(initPid, List.of(OUTWARD));
        } finally {
            gate.join();
        }
    }

    /** What the network knows of a pod that stands still, for where it wakes. {@code pids} are all its processes. */
    public NetworkMemory remember(String podId, long initPid, Collection<Long> pids) {
        return NetworkMemory.newBuilder()
                .addAllUdpPeers(Connections.areByUdp(initPid) ? firewall.udpPeers(podId) : List.of())
                .addAllNeighbours(Neighbours.of(initPid))
                .addAllMemberships(Memberships.of(initPid, pids))
                .build();
    }

    /**
     * Gives a pod whose link is made, and still cut, what the network knew of it.
     *
     * @throws ProblemException (BAD_REQUEST) if that cannot be
     */
    public void recall(PodManifest pod, long initPid, NetworkMemory memory) {
        firewall.admit(pod.getId(), memory.getUdpPeersList());
        ipInside(initPid, Neighbours.lines(memory.getNeighboursList()));
    }

    /** Opens the link of a pod whose connections stand again. */
    public void openAfterWake(PodManifest pod, long initPid) {
        LinkChange.setMtu(initPid, OUTWARD, Station.mtu(pod.getAddress()));
        open(pod, initPid);
    }

    /** Takes away the addresses {@code before}, which the pod's end has, and gives it the pod's own. */
    public void readdress(PodManifest pod, PodAddress before, long initPid) {
        firewall.put(pod);
        uplink.remove(pod.getId());
        var address = pod.getAddress();
        var lines = new ArrayList<>(List.of(
                "link set eth0 down",
                "addr flush dev eth0",
                "link set eth0 address " + address.getMac() + " mtu " + Station.mtu(address)));
        lines.addAll(configuration(address));
        ipInside(initPid, lines);
        translator.translateAnew(pod, before, initPid);
    }

    /** Cuts the link: nothing reaches the pod, leaves it or passes within, nor is said in its name, and it does not notice. */
    public void cut(String podId, long initPid) {
        NetworkLock.lock(initPid, List.of(WITHIN, OUTWARD));
        LinkChange.clearMaster(name(podId));
        removeLink(DhcpClient.port(podId));
        uplink.leave(podId);
    }

    /** Opens the link, where it is not open yet, and tells the LAN so, which may think that the pod is elsewhere. */
    public void open(PodManifest pod, long initPid) {
        try {
            LinkChange.setMaster(name(pod.getId()), uplink.bridgeFor(pod));
            uplink.join(pod.getId());
        } finally {
            openWithin(pod.getId(), initPid);
        }
        announcer.announce(pod, initPid);
    }

    /** Programs of the pod reach one another again, and who else there is where the link leads. */
    public void openWithin(String podId, long initPid) {
        closeGate(podId);
        NetworkLock.unlock(initPid, List.of(WITHIN, OUTWARD));
    }

    private static Optional<Gate> shutGate(PodManifest pod, long initPid) {
        try {
            return Optional.of(Gate.ofLoopback(initPid));
        } catch (IOException e) {
            // Most pods have no connections within.
            LOG.warn(
                    "connections within pod {} are not guarded while they are made: {}", pod.getName(), e.getMessage());
            return Optional.empty();
        }
    }

    private void closeGate(String podId) {
        Optional.ofNullable(gates.remove(podId)).ifPresent(PodLinks::close);
    }

    private static void close(CompletableFuture<Optional<Gate>> gate) {
        gate.join().ifPresent(Gate::close);
    }

    /**
     * Removes both ends, the rules, who may still stand in or speak for the pod, and what is remembered of its connections; of no effect where
     * there is nothing.
     */
    public void remove(PodManifest pod) {
        var podId = pod.getId();
        closeGate(podId);
        removeLink(name(podId));
        removeLink(FrameHold.port(podId));
        removeLink(DhcpClient.port(podId));
        uplink.remove(podId);
        firewall.remove(podId);
        TrackedConnections.forget(pod);
    }

    private static void removeLink(String link) {
        try {
            if (LinkChange.exists(link)) {
                ip(List.of("link del " + link));
            }
        } catch (CommandException e) {
            // It also goes with the last process that is in the namespace of its other end.
            if (LinkChange.exists(link)) {
                throw e;
            }
        }
    }

    private void make(PodManifest pod, long initPid, int mtu) {
        var address = pod.getAddress();
        uplink.bridgeFor(pod);
        // A port with a smaller MTU would lower the bridge's.
        ip(List.of("link add " + name(pod.getId()) + " mtu " + Station.mtu(address)
                + " up type veth peer name eth0 address " + address.getMac() + " mtu " + mtu + " netns " + initPid));
        // What a router announces is not the pod's: an address that it made of that would not be there after a move.
        inside(
                initPid,
                List.of("sh", "-c", "echo 0 >/proc/sys/net/ipv6/conf/eth0/accept_ra && exec ip -batch -"),
                configuration(address));
        translator.translateIn(pod, initPid);
    }

    private static List<String> configuration(PodAddress address) {
        if (address.hasCareOf()) {
            return CareOfs.configuration(address);
        }
        // Its addresses move with the pod, so nobody else has them: no wait for duplicate detection, in which nothing
        // can be bound.
        var lines = new ArrayList<>(List.of(
                "link set lo up",
                "link set eth0 addrgenmode none",
                "addr add " + address.getIpv4() + " dev eth0",
                "addr add " + Station.linkLocal(address.getMac()) + "/64 dev eth0 nodad"));
        if (!address.getIpv6().isEmpty()) {
            lines.add("addr add " + address.getIpv6() + " dev eth0 nodad");
        }
        lines.add("link set eth0 up");
        if (!address.getGateway4().isEmpty()) {
            lines.add("route add default via " + address.getGateway4());
        }
        if (!address.getGateway6().isEmpty()) {
            lines.add("route add default via " + address.getGateway6() + " dev eth0");
        }
        return lines;
    }

    private static void ip(List<String> lines) {
        Command.run(List.of("ip", "-batch", "-"), String.join("\n", lines) + "\n");
    }

    private static void ipInside(long initPid, List<String> lines) {
        inside(initPid, List.of("ip", "-batch", "-"), lines);
    }

    private static void inside(long initPid, List<String> command, List<String> lines) {
        var words = new ArrayList<>(List.of("nsenter", "--net=/proc/" + initPid + "/ns/net"));
        words.addAll(command);
        Command.run(words, String.join("\n", lines) + "\n");
    }
}
