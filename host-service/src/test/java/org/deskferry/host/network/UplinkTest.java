package org.deskferry.host.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.deskferry.host.linux.Command;
import org.deskferry.host.linux.LinkChange;
import org.deskferry.proto.v1.OpenPorts;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Two pods of one machine and a peer outside, before and after one of the pods is frozen: the same by every way. */
@ParameterizedClass
@EnumSource(Way.class)
@ExtendWith(OwnNetwork.class)
class UplinkTest {
    private static final PodManifest ANNA = manifest(1);
    private static final PodManifest OTTO = manifest(2);
    private static final String PEER_MAC = "02:00:00:00:77:09";
    private static final int FRAMES = 300;

    /** Writes what comes to a port, until it has been silent for a second. */
    private static final String HEAR = """
            import socket, sys
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            s.setsockopt(socket.SOL_SOCKET, 33, 1 << 22)
            s.bind(("10.254.77.1", 7000))
            print("ready", flush=True)
            try:
                while True:
                    line = s.recv(100).decode()
                    s.settimeout(1)
                    print(line, flush=True)
            except TimeoutError:
                pass
            """;

    /** Numbers, from one processor: each has a queue of its own for what comes out of a veth. */
    private static final String SAY = """
            import os, socket, sys
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            for number in range(int(sys.argv[1]), int(sys.argv[2])):
                s.sendto(b"%d" % number, ("10.254.77.1", 7000))
            """;

    private final Way way;
    private final PodLinks links;
    private final FrameHolds holds;

    @AutoClose
    private NetworkNamespace anna;

    @AutoClose
    private NetworkNamespace otto;

    @AutoClose
    private NetworkNamespace peer;

    @TempDir
    private Path folder;

    UplinkTest(Way way) {
        this.way = way;
        this.links =
                new PodLinks(way.uplink(), Firewall.find(7443), new Announcer(helper("announce")), Translators.idle());
        this.holds = new FrameHolds(helper("framehold"), way.uplink());
    }

    @BeforeEach
    void lan() throws IOException, InterruptedException {
        peer = way.toPeer("10.254.77.9/24", "fd7e:77::9/64");
        anna = NetworkNamespace.make();
        otto = NetworkNamespace.make();
        links.create(OTTO, otto.pid());
    }

    @Test
    void podsOfOneMachineReachEachOther() {
        links.create(ANNA, anna.pid());
        assertTrue(pings(otto, "10.254.77.1"));
        assertTrue(pings(otto, "fd7e:77::1"));
        assertTrue(pings(anna, "fd7e:77::9"));
    }

    @Test
    void itsSiblingsFindAPodThatHasMovedAway() {
        links.create(ANNA, anna.pid());
        assertTrue(pings(otto, "10.254.77.1"));
        links.cut(ANNA.getId(), anna.pid());
        takesOver(peer);
        assertTrue(pings(otto, "10.254.77.1"), "it is at the peer");
        goesAgain(peer);
        links.open(ANNA, anna.pid());
        assertTrue(pings(otto, "10.254.77.1"), "it is back");
    }

    @Test
    void whatIsSentInTheFreezeArrivesInOrder() throws IOException, InterruptedException {
        var pod = opened(ANNA);
        links.firewall().put(pod);
        try (var hold = holds.prepare(pod)) {
            assertFalse(pings(peer, "10.254.77.1"));
            hold.begin();
            findsAnna(peer);
            findsAnna(otto);
            peer.run("python3", "-c", SAY, "0", String.valueOf(FRAMES));
            otto.run("python3", "-c", SAY, String.valueOf(FRAMES), String.valueOf(2 * FRAMES));
            links.createCut(pod, anna.pid());
            var heard = hear();
            hold.deliver(anna.pid(), List.of(), () -> links.openAfterWake(pod, anna.pid()));
            peer.run("python3", "-c", SAY, String.valueOf(2 * FRAMES), String.valueOf(3 * FRAMES));
            assertEquals(numbers(0, 3 * FRAMES), said(heard));
        }
        assertTrue(pings(otto, "10.254.77.1"));
    }

    @Test
    void aSnapshotHoldsFramesOnTheSameMachine() throws IOException, InterruptedException {
        var pod = opened(ANNA);
        links.create(pod, anna.pid());
        var heard = hear();
        // What waits until a neighbour is found comes out of order.
        assertTrue(pings(peer, "10.254.77.1"));
        try (var hold = holds.prepare(pod)) {
            peer.run("python3", "-c", SAY, "0", "100");
            links.cut(pod.getId(), anna.pid());
            hold.begin();
            peer.run("python3", "-c", SAY, "100", "200");
            hold.deliver(anna.pid(), List.of(), () -> links.open(pod, anna.pid()));
            otto.run("python3", "-c", SAY, "200", "300");
            assertEquals(numbers(0, 300), said(heard));
        }
    }

    @Test
    void thoseThatTheFirewallDoesNotLetInAreHeldInVain() throws IOException, InterruptedException {
        links.firewall().put(ANNA);
        try (var hold = holds.prepare(ANNA)) {
            hold.begin();
            peer.run("python3", "-c", SAY, "0", "10");
            links.createCut(ANNA, anna.pid());
            var heard = hear();
            hold.deliver(anna.pid(), List.of(), () -> links.openAfterWake(ANNA, anna.pid()));
            links.firewall().put(opened(ANNA));
            peer.run("python3", "-c", SAY, "10", "20");
            assertEquals(numbers(10, 20), said(heard));
        }
    }

    @Test
    void whoStandsInGivesWayToASourceThatHasThePodBack() {
        links.firewall().put(ANNA);
        try (var hold = holds.prepare(ANNA)) {
            hold.begin();
            assertTrue(arpAnswers(), "it stands in");
            takesOver(peer);
            hold.stepBack();
            assertTrue(pings(otto, "10.254.77.1"), "it is at the peer");
            goesAgain(peer);
            assertFalse(arpAnswers(), "only the peer spoke for it");
            hold.begin();
            assertTrue(arpAnswers(), "it stands in again");
        }
        assertFalse(arpAnswers());
    }

    /** A source whose word has not come by its connection, but by the LAN. */
    @Test
    void whoStandsInHearsThePodItself() {
        links.firewall().put(ANNA);
        try (var hold = holds.prepare(ANNA)) {
            hold.begin();
            assertTrue(arpAnswers(), "it stands in");
            takesOver(peer);
            goesAgain(peer);
            assertFalse(arpAnswers());
        }
    }

    @Test
    void nothingIsLeft() {
        var before = linksHere();
        links.create(ANNA, anna.pid());
        try (var hold = holds.prepare(ANNA)) {
            hold.begin();
            assertTrue(links.of(ANNA.getId()).contains(PodLinks.name(ANNA.getId())));
        }
        links.remove(ANNA);
        assertEquals(List.of(), links.of(ANNA.getId()));
        assertEquals(before, linksHere());
        links.cut(OTTO.getId(), otto.pid());
        links.remove(OTTO);
        links.remove(OTTO);
        assertFalse(LinkChange.exists(PodLinks.name(OTTO.getId())));
    }

    /** What waits for the answer to ARP would be sent by another processor. */
    private static void findsAnna(NetworkNamespace place) throws InterruptedException {
        do {
            place.run("bash", "-c", "echo > /dev/udp/10.254.77.1/9");
            Thread.sleep(5);
        } while (!place.ask("ip neigh show 10.254.77.1")
                .contains(ANNA.getAddress().getMac()));
    }

    private static String linksHere() {
        return Command.run(List.of("ip", "-brief", "link")).replaceAll(" .*", "");
    }

    /** As if the pod were there. */
    private static void takesOver(NetworkNamespace peer) {
        peer.ask("ip link set eth0 address " + ANNA.getAddress().getMac()
                + "; ip addr add 10.254.77.1/24 dev eth0; ip neigh flush dev eth0; ping -c 1 -W 1 10.254.77.2");
    }

    private static void goesAgain(NetworkNamespace peer) {
        peer.ask("ip addr del 10.254.77.1/24 dev eth0; ip link set eth0 address " + PEER_MAC
                + "; ip neigh flush dev eth0; ping -c 1 -W 1 10.254.77.2");
    }

    /** Whether anyone but the peer answers for the pod's address. */
    private boolean arpAnswers() {
        return peer.run(
                        helper("whohas").toString(),
                        "--link",
                        "eth0",
                        "--ipv4",
                        "10.254.77.1",
                        "--count",
                        "2",
                        "--interval-ms",
                        "100")
                .output()
                .contains(ANNA.getAddress().getMac());
    }

    private Path hear() throws IOException, InterruptedException {
        var heard = folder.resolve("heard");
        anna.start("sh", "-c", "exec python3 -c '" + HEAR + "' >" + heard);
        while (!Files.exists(heard) || Files.readString(heard).isEmpty()) {
            Thread.sleep(5);
        }
        return heard;
    }

    private static List<String> said(Path heard) throws IOException, InterruptedException {
        Thread.sleep(1500);
        return Files.readAllLines(heard).stream().skip(1).toList();
    }

    private static List<String> numbers(int first, int end) {
        return IntStream.range(first, end).mapToObj(String::valueOf).toList();
    }

    private static boolean pings(NetworkNamespace place, String address) {
        return place.succeeds("ping -c 1 -W 1 " + address);
    }

    private static PodManifest opened(PodManifest pod) {
        return pod.toBuilder()
                .addOpenPorts(OpenPorts.newBuilder()
                        .setProtocol(OpenPorts.Protocol.PROTOCOL_UDP)
                        .setFirst(7000)
                        .setLast(7000))
                .build();
    }

    private static PodManifest manifest(int number) {
        return PodManifest.newBuilder()
                .setId("0f0f0f0" + number + "-0000-4000-8000-000000000001")
                .setName("pod" + number)
                .setAddress(PodAddress.newBuilder()
                        .setMac("02:00:00:00:77:0" + number)
                        .setIpv4("10.254.77." + number + "/24")
                        .setIpv6("fd7e:77::" + number + "/64"))
                .build();
    }

    private static Path helper(String name) {
        return Path.of("../native/target/bin", name).toAbsolutePath().normalize();
    }
}
