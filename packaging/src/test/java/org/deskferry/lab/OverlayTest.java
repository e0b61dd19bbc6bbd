package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Workstations in subnets of their own, and pods on an overlay that spans them, which two gateways tie to the outside. */
@Tag("networks")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverlayTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String INSIDE = "10.90.0.1/24";

    @AutoClose
    private Lab lab;

    private Workstation wsa;
    private Workstation wsb;

    @BeforeAll
    void bringUp() {
        var packaging = Path.of("").toAbsolutePath();
        var folder = Path.of("/var/tmp/deskferry-overlay-" + Integer.toHexString(packaging.hashCode()));
        lab = Lab.fresh(packaging, folder, 2, "subnets");
        wsa = lab.workstation("wsa");
        wsb = lab.workstation("wsb");
    }

    @Test
    void aPodMovesToAnotherSubnet() {
        try (var pod = LabPod.create(lab, wsa, "olga");
                var witnesses = Witnesses.start(lab, pod)) {
            assertEquals(1450, wsa.describe("olga").getManifest().getAddress().getMtu());
            assertTrue(pod.segmentSizes().getLast() <= 1410, () -> "segments: " + pod.segmentSizes());
            move(pod, witnesses, wsa, wsb);
            move(pod, witnesses, wsb, wsa);
        }
    }

    @Test
    void anotherGatewayTakesOver() {
        try (var pod = LabPod.create(lab, wsa, "otto");
                var witnesses = Witnesses.start(lab, pod)) {
            reachesThePeer(pod);
            anotherTakesOver(witnesses);
            assertEquals(List.of(), witnesses.faults());
            reachesThePeer(pod);
            move(pod, witnesses, wsa, wsb);
            reachesThePeer(pod);
        }
    }

    /** A power cut. The peer's program is silent until it is over: what the pod says first tells a gateway nothing of who began a connection. */
    private void anotherTakesOver(Witnesses witnesses) {
        var atWork = gateway();
        var callers = lab.peer().processes().entrySet().stream()
                .filter(process -> process.getValue().contains("stream.py connect"))
                .map(Map.Entry::getKey)
                .toList();
        lab.peer().signal("STOP", callers);
        lab.network().run("ip", "link", "del", atWork.name());
        var unread = unreadByPeer();
        atWork.die();
        Eventually.that(
                "the other gateway takes over", LIMIT, () -> !gateway().name().equals(atWork.name()));
        Eventually.that("the pod is heard by who called it", LIMIT, () -> unreadByPeer() > unread);
        lab.peer().signal("CONT", callers);
        witnesses.awaitLife();
    }

    /** Bytes of the connections that it has begun. */
    private long unreadByPeer() {
        return lab.peer()
                .run("ss", "-Htn", "dport = :5002")
                .lines()
                .mapToLong(line -> Long.parseLong(line.strip().split(" +", -1)[1]))
                .sum();
    }

    private static void reachesThePeer(LabPod pod) {
        Eventually.that(
                "the peer answers by IPv4",
                LIMIT,
                () -> pod.inNetwork("sh", "-c", "ping -c 1 -W 1 10.77.0.200 || true")
                        .contains(" 0% packet loss"));
        Eventually.that(
                "the peer answers by IPv6",
                LIMIT,
                () -> pod.inNetwork("sh", "-c", "ping -c 1 -W 1 fd77::200 || true")
                        .contains(" 0% packet loss"));
    }

    private void move(LabPod pod, Witnesses witnesses, Workstation from, Workstation to) {
        var sizes = pod.segmentSizes();
        assertEquals(List.of(), pod.moveTo(to).getResidueList());
        witnesses.awaitLife();
        assertEquals(List.of(), witnesses.faults());
        assertEquals(sizes, pod.segmentSizes());
        assertEquals(List.of(), Residue.ofPod(from, pod.id()));
        Eventually.that(
                "the others find it at " + to.name() + ": " + whereabouts(pod, to),
                LIMIT,
                () -> whereabouts(pod, to).values().stream()
                        .allMatch(to.member().host()::equals));
    }

    /** Where the members take a pod to be, but for the one where it is. */
    private Map<String, String> whereabouts(LabPod pod, Workstation home) {
        var entry = home.describe(pod.name()).getManifest().getAddress().getMac() + " dst ";
        return Stream.concat(lab.workstations().stream(), Stream.of(gateway()))
                .filter(node -> !node.equals(home))
                .flatMap(node -> node.run("bridge", "fdb", "show", "dev", "dfx0")
                        .lines()
                        .filter(line -> line.startsWith(entry))
                        .map(line -> Map.entry(
                                node.name(), line.substring(entry.length()).split(" ", -1)[0])))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The one at work. */
    private Node gateway() {
        return Eventually.value(
                "a gateway at work",
                LIMIT,
                () -> Stream.of("gwa", "gwb")
                        .map(lab::node)
                        .filter(Node::lives)
                        .filter(node ->
                                node.run("ip", "-4", "-oneline", "address").contains(" " + INSIDE + " "))
                        .findFirst());
    }
}
