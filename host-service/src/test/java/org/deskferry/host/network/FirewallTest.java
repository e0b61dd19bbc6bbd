package org.deskferry.host.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.OpenPorts;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.UdpPeer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Real packets between a pod and a peer on one LAN, each in a network namespace of its own. */
@ParameterizedClass
@EnumSource(Way.class)
@ExtendWith(OwnNetwork.class)
class FirewallTest {
    private static final String ID = "0f0f0f0f-0000-4000-8000-000000000001";
    private static final PodManifest POD = PodManifest.newBuilder()
            .setId(ID)
            .setName("anna")
            .setAddress(PodAddress.newBuilder()
                    .setMac("02:00:00:00:77:01")
                    .setIpv4("10.254.77.5/24")
                    .setIpv6("fd7e:77::5/64"))
            .build();
    private static final int SERVICE_PORT = 7443;

    /** Answers every packet at a UDP port, IPv4 or IPv6, with itself. */
    private static final String ECHO = """
            import socket
            s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
            s.bind(("::", 7000))
            while True:
                data, sender = s.recvfrom(100)
                s.sendto(data, sender)
            """;

    /** Sends a packet from a port, and waits a moment for an answer. */
    private static final String ASK = """
            import socket, sys
            s = socket.socket(socket.AF_INET6 if ":" in sys.argv[2] else socket.AF_INET, socket.SOCK_DGRAM)
            s.settimeout(1)
            s.bind(("", int(sys.argv[1])))
            s.sendto(b"?", (sys.argv[2], int(sys.argv[3])))
            s.recv(100)
            """;

    private final Way way;
    private final Firewall firewall = Firewall.find(SERVICE_PORT);

    @AutoClose
    private NetworkNamespace pod;

    @AutoClose
    private NetworkNamespace peer;

    FirewallTest(Way way) {
        this.way = way;
    }

    @BeforeEach
    void lan() throws IOException, InterruptedException {
        assertEquals(List.of(), firewall.problems());
        pod = NetworkNamespace.make();
        peer = way.toPeer("10.254.77.9/24", "fd7e:77::9/64");
        var announcer = new Announcer(
                Path.of("../native/target/bin/announce").toAbsolutePath().normalize());
        new PodLinks(way.uplink(), firewall, announcer, Translators.idle()).create(POD, pod.pid());
    }

    @Test
    void nobodyConnectsToAPortThatIsNotOpen() throws IOException, InterruptedException {
        listen(pod, 8000);
        assertFalse(connects(peer, "10.254.77.5", 8000));
        assertFalse(connects(peer, "fd7e:77::5", 8000));
        firewall.put(open(OpenPorts.Protocol.PROTOCOL_TCP, 7999, 8001));
        assertTrue(connects(peer, "10.254.77.5", 8000));
        assertTrue(connects(peer, "fd7e:77::5", 8000));
        firewall.put(open(OpenPorts.Protocol.PROTOCOL_UDP, 7999, 8001));
        assertFalse(connects(peer, "10.254.77.5", 8000));
    }

    @Test
    void thePodConnectsToWhomItLikesButTheHostService() throws IOException, InterruptedException {
        listen(peer, 8000);
        listen(peer, SERVICE_PORT);
        assertTrue(connects(pod, "10.254.77.9", 8000));
        assertTrue(connects(pod, "fd7e:77::9", 8000));
        assertFalse(connects(pod, "10.254.77.9", SERVICE_PORT));
        assertFalse(connects(pod, "fd7e:77::9", SERVICE_PORT));
    }

    @Test
    void onlyWhoWasAskedAnswersByUdp() throws IOException, InterruptedException {
        python(peer, ECHO);
        assertTrue(asks(pod, 5000, "10.254.77.9", 7000));
        assertTrue(asks(pod, 5000, "fd7e:77::9", 7000));
        python(pod, ECHO);
        assertFalse(asks(peer, 5000, "10.254.77.5", 7000));
        firewall.put(open(OpenPorts.Protocol.PROTOCOL_UDP, 7000, 7000));
        assertTrue(asks(peer, 5000, "10.254.77.5", 7000));
        assertTrue(asks(peer, 5000, "fd7e:77::5", 7000));
    }

    @Test
    void whoWasAskedIsKnownAfterAMove() throws IOException, InterruptedException {
        python(pod, ECHO);
        assertTrue(pod.succeeds("bash -c 'echo > /dev/udp/10.254.77.9/9; echo > /dev/udp/fd7e:77::9/9'"));
        var asked = firewall.udpPeers(ID);
        assertEquals(
                List.of("10.254.77.9", "fd7e:77::9"),
                asked.stream().map(UdpPeer::getAddress).toList());
        firewall.put(POD);
        assertEquals(asked, firewall.udpPeers(ID), "new rules do not make it forget");
        firewall.remove(ID);
        firewall.put(POD);
        assertEquals(List.of(), firewall.udpPeers(ID));
        assertFalse(asks(peer, 5000, "10.254.77.5", 7000));
        firewall.admit(ID, List.of(peer("10.254.77.9", 5000, 7000), peer("fd7e:77::9", 5000, 7000)));
        assertTrue(asks(peer, 5000, "10.254.77.5", 7000));
        assertTrue(asks(peer, 5000, "fd7e:77::5", 7000));
        assertFalse(asks(peer, 5001, "10.254.77.5", 7000));
    }

    @Test
    void peersFromOutsideAreChecked() {
        for (var wrong : List.of(
                peer("ping", 1, 1), peer("1.2.3.4 . 1 }", 1, 1), peer("1.2.3.4", 0, 1), peer("::1", 1, 70_000))) {
            assertThrows(ProblemException.class, () -> firewall.admit(ID, List.of(wrong)));
        }
    }

    @Test
    void thePodCannotTakeAnotherAddress() {
        assertTrue(pings(pod, "10.254.77.9", ""));
        pod.succeeds("ip addr add 10.254.77.6/24 dev eth0; ip addr add fd7e:77::6/64 dev eth0 nodad");
        assertFalse(pings(pod, "10.254.77.9", "10.254.77.6"));
        assertFalse(pings(pod, "fd7e:77::9", "fd7e:77::6"));
        assertFalse(pings(peer, "10.254.77.6", ""), "it must not even say whose that address is");
        assertFalse(pings(peer, "fd7e:77::6", ""));
        assertTrue(pings(pod, "fd7e:77::9", "fd7e:77::5"));
        pod.succeeds("ip link set eth0 address 02:00:00:00:77:02");
        assertFalse(pings(pod, "10.254.77.9", "10.254.77.5"));
    }

    @Test
    void itsLinkIsFoundByTheMachinesNeighbours() {
        assertTrue(pings(peer, "10.254.77.5", ""));
        assertTrue(pings(peer, "fd7e:77::5", ""));
    }

    private static PodManifest open(OpenPorts.Protocol protocol, int first, int last) {
        return POD.toBuilder()
                .addOpenPorts(OpenPorts.newBuilder()
                        .setProtocol(protocol)
                        .setFirst(first)
                        .setLast(last))
                .build();
    }

    private static UdpPeer peer(String address, int port, int podPort) {
        return UdpPeer.newBuilder()
                .setAddress(address)
                .setPort(port)
                .setPodPort(podPort)
                .build();
    }

    private static void listen(NetworkNamespace place, int port) throws IOException, InterruptedException {
        place.start("nc", "-6", "-l", "-k", String.valueOf(port));
        place.start("nc", "-4", "-l", "-k", String.valueOf(port));
        while (!place.succeeds("nc -z ::1 " + port + " && nc -z 127.0.0.1 " + port)) {
            Thread.sleep(5);
        }
    }

    private static void python(NetworkNamespace place, String program) throws IOException, InterruptedException {
        place.start("python3", "-c", program);
        while (!place.succeeds("ss --no-header --numeric --udp --listening | grep -q 7000")) {
            Thread.sleep(5);
        }
    }

    private static boolean connects(NetworkNamespace place, String address, int port) {
        return place.succeeds("nc -z -w 1 " + address + " " + port);
    }

    private static boolean asks(NetworkNamespace place, int from, String address, int port) {
        return place.run("python3", "-c", ASK, String.valueOf(from), address, String.valueOf(port))
                .succeeded();
    }

    private static boolean pings(NetworkNamespace place, String address, String from) {
        return place.succeeds("ping -c 1 -W 1 " + (from.isEmpty() ? "" : "-I " + from + " ") + address);
    }
}
