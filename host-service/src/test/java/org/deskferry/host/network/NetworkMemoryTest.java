package org.deskferry.host.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deskferry.host.linux.Command;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Membership;
import org.deskferry.proto.v1.Neighbour;
import org.deskferry.proto.v1.NetworkMemory;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the network knows of a pod, read in one namespace and put into another that gets the pod's link. */
@ExtendWith(OwnNetwork.class)
class NetworkMemoryTest {
    private static final PodManifest POD = PodManifest.newBuilder()
            .setId("0f0f0f0f-0000-4000-8000-000000000001")
            .setName("anna")
            .setAddress(PodAddress.newBuilder()
                    .setMac("02:00:00:00:77:01")
                    .setIpv4("10.254.77.5/24")
                    .setIpv6("fd7e:77::5/64"))
            .build();

    /** Sockets, the last two of which can join a group each. */
    private static final String SOCKETS = """
            import socket, struct, time
            def join():
                link = struct.pack("i", socket.if_nametoindex("eth0"))
                four.setsockopt(0, socket.IP_ADD_MEMBERSHIP, socket.inet_aton("239.1.2.3") + bytes(4) + link)
                six.setsockopt(41, socket.IPV6_JOIN_GROUP, socket.inet_pton(socket.AF_INET6, "ff15::77") + link)
            stranger = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            four = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            six = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
            """;

    private static final String JOINED = "030201EF";

    private final PodLinks links = new PodLinks(
            Uplink.of("br0", ""),
            Firewall.find(7443),
            new Announcer(
                    Path.of("../native/target/bin/announce").toAbsolutePath().normalize()),
            Translators.idle());

    @AutoClose
    private NetworkNamespace source;

    @AutoClose
    private NetworkNamespace destination;

    @BeforeEach
    void makeLink() throws IOException, InterruptedException {
        Command.run(List.of("ip", "link", "add", "br0", "up", "type", "bridge"));
        source = NetworkNamespace.make();
        destination = NetworkNamespace.make();
        links.create(POD, source.pid());
    }

    private void moveLink() {
        links.remove(POD);
        links.firewall().put(POD);
        links.createCut(POD, destination.pid());
    }

    @Test
    void neighboursAreKnownBeforeTheLinkIsOpen() {
        source.ask("ip neighbour replace 10.254.77.9 lladdr 02:00:00:00:77:09 nud reachable dev eth0");
        source.ask("ip neighbour replace fd7e:77::9 lladdr 02:00:00:00:77:09 nud stale dev eth0");
        source.ask("ip neighbour replace 10.254.77.10 nud failed dev eth0");
        var memory = links.remember(POD.getId(), source.pid(), List.of());
        assertEquals(2, memory.getNeighboursCount(), memory::toString);
        moveLink();
        links.recall(POD, destination.pid(), memory);
        var known = destination.ask("ip neighbour show dev eth0");
        assertTrue(known.contains("10.254.77.9 lladdr 02:00:00:00:77:09 STALE"), known);
        assertTrue(known.contains("fd7e:77::9 lladdr 02:00:00:00:77:09 STALE"), known);
        assertFalse(known.contains("10.254.77.10"), known);
    }

    @Test
    void whatIsUnsoundIsRefused() {
        moveLink();
        for (var wrong : List.of(
                Neighbour.newBuilder().setAddress("10.254.77.9 dev lo").setMac("02:00:00:00:77:09"),
                Neighbour.newBuilder().setAddress("10.254.77.9").setMac("02:00:00:00:77:09 nud permanent"))) {
            var memory = NetworkMemory.newBuilder().addNeighbours(wrong).build();
            assertThrows(ProblemException.class, () -> links.recall(POD, destination.pid(), memory));
        }
        var wrong = List.of(Membership.newBuilder().setGroup("group").build());
        assertThrows(ProblemException.class, () -> Memberships.restore(destination.pid(), List.of(), wrong));
    }

    @Test
    void socketsAreMembersOfTheirGroupsAgain() throws IOException, InterruptedException {
        var members = List.of(source.start("python3", "-c", SOCKETS + "join()\ntime.sleep(100)"));
        await(source, JOINED);
        var found = Memberships.of(source.pid(), members);
        assertEquals(
                List.of("239.1.2.3", "ff15:0:0:0:0:0:0:77"),
                found.stream().map(Membership::getGroup).toList());
        assertEquals(found, Memberships.of(source.pid(), members), "a look changes nothing");
        moveLink();
        var woken = destination.start("python3", "-c", SOCKETS + "time.sleep(100)");
        awaitSocket(woken, found.getLast().getFd());
        assertEquals(List.of(), Memberships.of(destination.pid(), List.of(woken)));
        var theirs = found.stream()
                .map(membership -> membership.toBuilder().setPid((int) woken).build())
                .toList();
        Memberships.restore(destination.pid(), List.of(woken), theirs);
        assertEquals(theirs, Memberships.of(destination.pid(), List.of(woken)));
        await(destination, JOINED);
    }

    private static void await(NetworkNamespace place, String group) throws InterruptedException {
        while (!place.ask("cat /proc/net/igmp").contains(group)) {
            Thread.sleep(5);
        }
    }

    private static void awaitSocket(long pid, int descriptor) throws InterruptedException {
        while (!Command.attempt(List.of("test", "-e", "/proc/" + pid + "/fd/" + descriptor))
                .succeeded()) {
            Thread.sleep(5);
        }
    }
}
