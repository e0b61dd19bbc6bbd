package org.deskferry.host.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deskferry.host.linux.Command;
import org.deskferry.proto.v1.CareOf;
import org.deskferry.proto.v1.OpenPorts;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.Whereabouts;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Real packets between a pod away from home and a member in another network; the test's own network is the pod's workstation and the router. */
@ExtendWith(OwnNetwork.class)
class TranslationTest {
    private static final PodManifest POD = PodManifest.newBuilder()
            .setId("0f0f0f0f-0000-4000-8000-000000000003")
            .setName("anna")
            .setAddress(PodAddress.newBuilder()
                    .setMac("02:00:00:00:77:01")
                    .setIpv4("10.254.1.5/24")
                    .setIpv6("fd7e:1::5/64")
                    .setGateway4("10.254.1.1")
                    .setGateway6("fd7e:1::1")
                    .setCareOf(CareOf.newBuilder()
                            .setIpv4("10.254.2.7/24")
                            .setIpv6("fd7e:2::7/64")
                            .setGateway4("10.254.2.1")
                            .setGateway6("fd7e:2::1")))
            .addOpenPorts(OpenPorts.newBuilder()
                    .setProtocol(OpenPorts.Protocol.PROTOCOL_TCP)
                    .setFirst(8000)
                    .setLast(8000))
            .build();
    private static final Whereabouts AWAY = Whereabouts.newBuilder()
            .setPodId(POD.getId())
            .setEpoch(2)
            .setStay(Whereabouts.Stay.STAY_AWAY)
            .setHome4("10.254.1.5")
            .setHome6("fd7e:1::5")
            .setAway4("10.254.2.7")
            .setAway6("fd7e:2::7")
            .build();

    private static final String GREETER = """
            import socket, sys
            server = socket.create_server(("::", 8000), family=socket.AF_INET6, dualstack_ipv6=True)
            while True:
                connection, address = server.accept()
                connection.sendall(address[0].encode())
                connection.close()
            """;
    /** Again for a while: a link that is new may be a second late to see that it is up, and is not found by IPv6 till then. */
    private static final String CALL = """
            import socket, sys, time
            end = time.monotonic() + 3
            while True:
                try:
                    print(socket.create_connection((sys.argv[1], 8000), 2).recv(100).decode())
                    break
                except OSError:
                    if time.monotonic() > end:
                        raise
                    time.sleep(0.1)
            """;

    @AutoClose
    private NetworkNamespace pod;

    @AutoClose
    private NetworkNamespace member;

    @BeforeEach
    void networks() throws IOException, InterruptedException {
        pod = NetworkNamespace.make();
        member = NetworkNamespace.make();
        Command.run(List.of("sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1"));
        Command.run(List.of("ip", "-batch", "-"), """
                link add br0 up type bridge
                addr add 10.254.2.1/24 dev br0
                addr add fd7e:2::1/64 dev br0 nodad
                link add far up type veth peer name eth0 netns %d
                addr add 10.254.3.1/24 dev far
                addr add fd7e:3::1/64 dev far nodad
                """.formatted(member.pid()));
        member.ask("ip link set lo up; ip addr add 10.254.3.9/24 dev eth0; ip addr add fd7e:3::9/64 dev eth0 nodad;"
                + " ip link set eth0 up; ip route add default via 10.254.3.1; ip route add default via fd7e:3::1");
        var announcer = new Announcer(
                Path.of("../native/target/bin/announce").toAbsolutePath().normalize());
        new PodLinks(Uplink.of("br0", ""), Firewall.find(7443), announcer, Translators.idle()).create(POD, pod.pid());
        greet(pod);
        greet(member);
    }

    @Test
    void aMemberKnowsThePodByItsOwnAddressInBothDirections() {
        assertFalse(calls(member, "10.254.1.5"), "nobody has told it");
        tell();
        assertEquals("::ffff:10.254.3.9", call(member, "10.254.1.5"));
        assertEquals("fd7e:3::9", call(member, "fd7e:1::5"));
        assertEquals("::ffff:10.254.1.5", call(pod, "10.254.3.9"));
        assertEquals("fd7e:1::5", call(pod, "fd7e:3::9"));
    }

    @Test
    void anyoneElseKnowsItByTheAddressThatItHasThere() {
        assertEquals("::ffff:10.254.2.7", call(pod, "10.254.3.9"));
        assertEquals("fd7e:2::7", call(pod, "fd7e:3::9"));
        assertEquals("::ffff:10.254.3.9", call(member, "10.254.2.7"));
    }

    @Test
    void aConnectionOutlivesAPeerThatDoesNotKnowYet() throws IOException, InterruptedException {
        tell();
        member.start("python3", "-c", """
                import socket
                connection, _ = socket.create_server(("", 8001)).accept()
                while connection.recv(100):
                    pass
                """);
        pod.start("python3", "-c", """
                import socket, time
                while True:
                    try:
                        connection = socket.create_connection(("10.254.3.9", 8001))
                        break
                    except ConnectionRefusedError:
                        time.sleep(0.02)
                while True:
                    connection.sendall(b".")
                    time.sleep(0.02)
                """);
        while (!isConnected()) {
            Thread.sleep(20);
        }
        put(member, TranslationRules.none());
        Thread.sleep(500);
        assertTrue(isConnected(), "the member's resets are kept out");
        put(pod, TranslationRules.ofPod(POD.getAddress(), List.of(), false));
        Thread.sleep(1500);
        assertFalse(isConnected(), "once all are told, a reset is the truth");
    }

    private boolean isConnected() {
        return pod.ask("ss -Htn state established").contains("10.254.3.9:8001");
    }

    @Test
    void rulesGoWithTheLastPod() {
        tell();
        assertTrue(member.ask("nft list tables").contains("deskferry-translation"));
        put(member, TranslationRules.ofMachine(List.of()));
        assertEquals("", member.ask("nft list tables"));
    }

    private void tell() {
        put(member, TranslationRules.ofMachine(List.of(AWAY)));
    }

    private static void put(NetworkNamespace place, String rules) {
        Command.run(List.of("nsenter", "--net=/proc/" + place.pid() + "/ns/net", "nft", "-f", "-"), rules);
    }

    private static void greet(NetworkNamespace place) throws IOException, InterruptedException {
        place.start("python3", "-c", GREETER);
        while (!place.succeeds("ss -Hltn | grep -q :8000")) {
            Thread.sleep(5);
        }
    }

    private static String call(NetworkNamespace place, String address) {
        return place.run("python3", "-c", CALL, address).output();
    }

    private static boolean calls(NetworkNamespace place, String address) {
        return place.run("python3", "-c", CALL, address).succeeded();
    }
}
