package org.deskferry.host.network;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.deskferry.host.linux.Command;
import org.deskferry.host.linux.CommandException;
import org.deskferry.proto.v1.PodManifest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the machine's own firewall remembers of pods' connections, where it looks at bridged packets at all (br_netfilter). The memory of a pod
 * that has left is wrong once that comes back: its connections have gone on elsewhere, and firewalls drop what they take for out of place.
 */
final class TrackedConnections {
    private static final Logger LOG = LoggerFactory.getLogger(TrackedConnections.class);
    private static final Path COUNT = Path.of("/proc/sys/net/netfilter/nf_conntrack_count");

    private TrackedConnections() {}

    /** Drops that of a pod which is not here any more. A machine that is the pod's router goes on to need it. */
    static void forget(PodManifest pod) {
        if (isEmpty()) {
            return;
        }
        var address = CareOfs.onLan(pod.getAddress());
        var own = OwnAddresses.ofMachine();
        forget(pod, "ipv4", address.getIpv4(), address.getGateway4(), own);
        forget(pod, "ipv6", address.getIpv6(), address.getGateway6(), own);
    }

    /** Also where the kernel tracks nothing: to ask it by a program would make it begin. */
    private static boolean isEmpty() {
        try {
            return Files.readString(COUNT).strip().equals("0");
        } catch (IOException e) {
            return true;
        }
    }

    private static void forget(PodManifest pod, String family, String address, String router, Set<InetAddress> own) {
        var isRouter = !router.isEmpty() && own.contains(InetAddress.ofLiteral(router));
        if (address.isEmpty() || isRouter) {
            return;
        }
        try {
            for (var end : List.of("--src", "--dst")) {
                // It says by its exit code whether there were any.
                var _ = Command.attempt(
                        List.of("conntrack", "--delete", "--family", family, end, AddressRange.withoutPrefix(address)));
            }
        } catch (CommandException e) {
            LOG.warn(
                    "this machine goes on to track the connections of pod {}, which has left: {}",
                    pod.getName(),
                    e.getMessage());
        }
    }
}
