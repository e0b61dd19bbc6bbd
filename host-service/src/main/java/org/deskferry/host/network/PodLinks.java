package org.deskferry.host.network;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.deskferry.host.linux.Command;
import org.deskferry.host.linux.CommandException;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;

/**
 * The links that tie pods to the LAN: a veth pair each, {@code eth0} inside the pod, the other end a port of the
 * workstation's bridge. A link that is cut exists, and leads nowhere.
 */
public final class PodLinks {
    private static final int MTU = 1500;
    /**
     * While connections are rebuilt. CRIU's restore leaves their segment size at a minimum; it is computed anew when the
     * MTU changes, so the link is one byte short until then.
     */
    private static final int MTU_WHILE_WAKING = MTU - 1;

    private final String bridge;

    /** Links to {@code bridge}, a bridge of this machine whose other ports lead to the LAN. */
    public PodLinks(String bridge) {
        this.bridge = bridge;
    }

    /** The name of the link's end on the workstation. */
    public static String name(String podId) {
        return "df-" + podId.substring(0, 8);
    }

    public boolean exists(String podId) {
        return Command.attempt(List.of("ip", "link", "show", name(podId))).succeeded();
    }

    /** Makes the link of a pod that starts here, open. */
    public void create(PodManifest pod, long initPid) {
        make(pod, initPid, MTU);
        open(pod.getId());
    }

    /** Makes the link of a pod that is being woken: cut, until {@link #openAfterWake}. */
    public void createCut(PodManifest pod, long initPid) {
        make(pod, initPid, MTU_WHILE_WAKING);
    }

    /** Opens the link of a pod whose connections stand again. */
    public void openAfterWake(PodManifest pod, long initPid) {
        // Side by side: the pod waits for both.
        var inside = CompletableFuture.runAsync(
                () -> ipInside(initPid, List.of("link set eth0 mtu " + MTU)), Thread::startVirtualThread);
        open(pod.getId());
        inside.join();
    }

    /** Cuts the link: nothing reaches the pod or leaves it, and it does not notice. */
    public void cut(String podId) {
        ip(List.of("link set " + name(podId) + " nomaster"));
    }

    /** Opens the link; of no effect where it is open. */
    public void open(String podId) {
        ip(List.of("link set " + name(podId) + " master " + bridge));
    }

    /** Removes both ends; of no effect where there are none. */
    public void remove(String podId) {
        try {
            if (exists(podId)) {
                ip(List.of("link del " + name(podId)));
            }
        } catch (CommandException e) {
            // The link also goes with the pod's last process.
            if (exists(podId)) {
                throw e;
            }
        }
    }

    private static void make(PodManifest pod, long initPid, int mtu) {
        var address = pod.getAddress();
        var outer = name(pod.getId());
        ip(List.of(
                "link add " + outer + " type veth peer name eth0 address " + address.getMac() + " mtu " + mtu
                        + " netns " + initPid,
                "link set " + outer + " up"));
        ipInside(initPid, configuration(address));
    }

    private static List<String> configuration(PodAddress address) {
        var lines = new ArrayList<>(List.of("link set lo up", "addr add " + address.getIpv4() + " dev eth0"));
        if (!address.getIpv6().isEmpty()) {
            // The address moves with the pod, so nobody else has it: no need to wait for duplicate detection.
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
        Command.run(
                List.of("nsenter", "--net=/proc/" + initPid + "/ns/net", "ip", "-batch", "-"),
                String.join("\n", lines) + "\n");
    }
}
