package org.deskferry.host.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deskferry.host.Eventually;
import org.deskferry.host.linux.Command;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Links, addresses and probes in a network of the test's own, with a process in another namespace as the pod. */
@ParameterizedClass
@EnumSource(Way.class)
@ExtendWith(OwnNetwork.class)
class LanTest {
    private static final String ID = "0f0f0f0f-0000-4000-8000-000000000001";
    private static final PodManifest POD = PodManifest.newBuilder()
            .setId(ID)
            .setName("anna")
            .setAddress(PodAddress.newBuilder()
                    .setMac("02:00:00:00:77:01")
                    .setIpv4("10.254.77.5/24")
                    .setIpv6("fd7e:77::5/64")
                    .setGateway4("10.254.77.1")
                    .setGateway6("fd7e:77::1"))
            .build();

    /** Says a word each 10 ms to who listens. */
    private static final String SPEAKER = """
            import socket, time
            talk = socket.create_connection(("10.254.77.1", 5000))
            while True:
                talk.send(b"word")
                time.sleep(0.01)
            """;

    private final Way way;
    private final AddressProbe probe;
    private final PodLinks links;

    @AutoClose
    private NetworkNamespace pod;

    @AutoClose
    private NetworkNamespace router;

    LanTest(Way way) {
        this.way = way;
        this.probe = new AddressProbe(helper("whohas"), way.uplink());
        this.links =
                new PodLinks(way.uplink(), Firewall.find(7443), new Announcer(helper("announce")), Translators.idle());
    }

    @BeforeEach
    void lan() throws IOException, InterruptedException {
        router = way.toPeer("10.254.77.1/24");
        pod = NetworkNamespace.make();
    }

    @Test
    void reachesThePodUntilTheLinkIsCutAndAgainWhenItIsOpened() {
        links.create(POD, pod.pid());
        assertTrue(answers());
        assertTrue(pod.ask("ip route").contains("default via 10.254.77.1"));
        assertTrue(pod.ask("ip -6 route").contains("default via fd7e:77::1"));
        assertTrue(reachesItself());
        links.cut(ID, pod.pid());
        assertFalse(answers());
        assertFalse(reachesItself());
        links.open(POD, pod.pid());
        assertTrue(answers());
        assertTrue(reachesItself());
        links.remove(POD);
        assertFalse(PodLinks.exists(ID));
        assertFalse(links.firewall().exists(ID));
    }

    @Test
    void whatTcpWouldSendOnACutLinkIsKeptAsNotSent() throws IOException, InterruptedException {
        links.create(POD, pod.pid());
        router.start("nc", "-l", "-k", "10.254.77.1", "5000");
        Eventually.holds("the router listens", () -> router.ask("ss -Htln").contains(":5000"));
        pod.start("python3", "-c", SPEAKER);
        Eventually.holds("they talk", () -> conversation().contains("bytes_acked"));
        links.cut(ID, pod.pid());
        Eventually.holds("something is not sent", () -> conversation().contains("notsent"));
        assertFalse(conversation().contains("unacked"), this::conversation);
        links.open(POD, pod.pid());
        Eventually.holds("all is sent", () -> !conversation().contains("notsent"));
    }

    @Test
    void wakesWithAnMtuThatMakesSegmentSizesAnew() {
        links.createCut(POD, pod.pid());
        assertTrue(pod.ask("ip link show eth0").contains("mtu 1499"));
        assertFalse(answers());
        assertTrue(reachesItself(), "but by TCP");
        assertFalse(connectsWithin());
        links.openAfterWake(POD, pod.pid());
        assertTrue(pod.ask("ip link show eth0").contains("mtu 1500"));
        assertTrue(answers());
        assertTrue(connectsWithin());
        assertTrue(pod.ask("ip -6 addr show eth0").contains("fd7e:77::5/64"));
        assertFalse(pod.ask("ip -6 addr show eth0").contains("fd7e:77::5/64 scope global tentative"));
    }

    @Test
    void findsWhoElseUsesAnAddress() {
        links.create(POD, pod.pid());
        assertEquals(Optional.empty(), probe.conflict(POD.getAddress()), "the pod itself is no conflict");
        var stranger = POD.getAddress().toBuilder().setMac("02:00:00:00:77:99").build();
        assertEquals(
                ProblemKind.PROBLEM_KIND_ADDRESS_IN_USE,
                probe.conflict(stranger).orElseThrow().getKind());
        var half = stranger.toBuilder().setIpv4("10.254.77.9/24").build();
        assertEquals("address fd7e:77::5", probe.conflict(half).orElseThrow().getThing());
    }

    @Test
    void choosesNoAddressThatIsTaken() {
        links.create(POD, pod.pid());
        var pool = new AddressPool(
                AddressRange.parse("10.254.77.4-10.254.77.6/24"),
                Optional.of(AddressRange.parse("fd7e:77::4-fd7e:77::6/64")),
                "10.254.77.1",
                "",
                probe);
        var chosen = pool.choose(POD, Set.of("10.254.77.4"));
        assertEquals("10.254.77.6/24", chosen.getIpv4(), "the pod has .5 and .4 is taken");
        assertEquals("fd7e:77::6/64", chosen.getIpv6());
    }

    @Test
    void carriesNoLongerPacketsThanTheWayToIt() {
        var lan = new Lan(way.uplink(), probe);
        assertEquals(List.of(), lan.refusals(POD.getAddress()));
        Command.run(List.of("ip", "link", "set", way.uplink().link(), "mtu", "1450"));
        assertEquals(1450, lan.mtu());
        var refusal = lan.refusals(POD.getAddress()).getFirst();
        assertEquals(ProblemKind.PROBLEM_KIND_NETWORK_DIFFERS, refusal.getKind());
        assertTrue(
                refusal.getReason().contains("1500 bytes")
                        && refusal.getReason().contains("1450"),
                refusal::toString);
        var shorter = POD.toBuilder();
        shorter.getAddressBuilder().setMtu(lan.mtu());
        assertEquals(List.of(), lan.refusals(shorter.getAddress()));
        links.createCut(shorter.build(), pod.pid());
        assertTrue(pod.ask("ip link show eth0").contains("mtu 1449"));
        links.openAfterWake(shorter.build(), pod.pid());
        assertTrue(pod.ask("ip link show eth0").contains("mtu 1450"));
    }

    @Test
    void aPodWithLongPacketsDoesNotShortenThoseOfOthers() {
        Command.run(List.of("ip", "link", "set", way.socket(), "mtu", "9000"));
        var longer = POD.toBuilder();
        longer.getAddressBuilder().setMtu(9000);
        links.create(longer.build(), pod.pid());
        assertEquals(9000, new Lan(way.uplink(), probe).mtu());
        assertTrue(pod.ask("ip link show eth0").contains("mtu 9000"));
    }

    @Test
    void tellsThatTheWayToItIsMissing() {
        for (var none : List.of(Uplink.of("x7", ""), Uplink.of("br0", "x7"))) {
            var nowhere = new Lan(none, probe);
            assertTrue(nowhere.problems().getFirst().getThing().endsWith(" x7"));
            assertEquals(nowhere.problems(), nowhere.refusals(POD.getAddress()));
        }
        assertEquals(List.of(), new Lan(way.uplink(), probe).problems());
    }

    @Test
    void tellsThatACardIsAPortOfABridge() {
        Command.run(List.of("ip", "link", "add", "br7", "type", "bridge"));
        Command.run(List.of("ip", "link", "set", way.socket(), "master", "br7"));
        var taken = new Lan(Uplink.of("br0", way.socket()), probe).problems().getFirst();
        assertEquals("It is a part of br7, so pods cannot be on it themselves.", taken.getReason());
    }

    /** What the pod's kernel knows of it. */
    private String conversation() {
        return pod.ask("ss -Htin dport 5000");
    }

    private boolean answers() {
        return router.succeeds("ping -c 1 -W 1 10.254.77.5");
    }

    /** Whether a connection begins and is refused. */
    private boolean connectsWithin() {
        return pod.ask("timeout 1 nc -v 127.0.0.1 9 2>&1").contains("refused");
    }

    private boolean reachesItself() {
        return pod.succeeds("ping -c 1 -W 1 127.0.0.1");
    }

    private static Path helper(String name) {
        return Path.of("../native/target/bin", name).toAbsolutePath().normalize();
    }
}
