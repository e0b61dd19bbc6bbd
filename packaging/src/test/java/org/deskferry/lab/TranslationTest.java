package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.deskferry.proto.v1.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Workstations in subnets of their own without an overlay: a pod that moves keeps its connections with members, a machine's and a pod's. */
@Tag("networks")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranslationTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** Whoever has sent in vain tries again ever more seldom. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Shorter than what is expected is expected for by itself. */
    private static final Duration AT_ONCE = Duration.ofSeconds(6);

    private static final String MEMBER_4 = "10.81.13.13";
    private static final String PEER = "10.77.0.200";

    private static final String GREETER = """
            import socket
            server = socket.create_server(("10.77.0.200", 7000))
            while True:
                connection, (address, port) = server.accept()
                print(address, flush=True)
                connection.close()
            """;

    @AutoClose
    private Lab lab;

    private Workstation wsa;
    private Workstation wsb;
    private Workstation wsc;

    private LabPod pod;
    private LabPod neighbour;
    private Path here;
    private final List<Process> programs = new ArrayList<>();
    private final List<Conversation> conversations = new ArrayList<>();

    @BeforeAll
    void bringUp() {
        var packaging = Path.of("").toAbsolutePath();
        var folder = Path.of("/var/tmp/deskferry-translation-" + Integer.toHexString(packaging.hashCode()));
        lab = Lab.fresh(packaging, folder, 3, "routed");
        wsa = lab.workstation("wsa");
        wsb = lab.workstation("wsb");
        wsc = lab.workstation("wsc");
        // Brings the image there.
        try (var first = LabPod.create(lab, wsa, "ivy")) {
            first.moveTo(wsc);
        }
    }

    @BeforeEach
    void converse() throws IOException {
        here = Files.createTempDirectory(lab.folder(), "translation-");
        pod = LabPod.create(lab, wsa, "tess");
        neighbour = LabPod.create(lab, wsc, "norma");
        open(pod, "5002/tcp");
        open(neighbour, "5003/tcp");
        for (var name : List.of("notes.py", "stream.py")) {
            var program = Resources.read(Witnesses.class, name);
            Files.write(here.resolve(name), program);
            pod.write(pod.home().resolve(name), program);
            neighbour.write(neighbour.home().resolve(name), program);
        }
        atMember("listen", MEMBER_4, 5001, "machine.log");
        pod.launch("python3", "stream.py", "listen", "::", "5002", "called.log");
        neighbour.launch("python3", "stream.py", "listen", "0.0.0.0", "5003", "pods.log");
        wsc.awaitListener(5001);
        Eventually.that("the pod", LIMIT, () -> pod.inNetwork("ss", "-Hltn").contains(":5002"));
        Eventually.that(
                "the other pod", LIMIT, () -> neighbour.inNetwork("ss", "-Hltn").contains(":5003"));
        pod.launch("python3", "stream.py", "connect", MEMBER_4, "5001", "machine.log");
        pod.launch("python3", "stream.py", "connect", neighbour.ipv4(), "5003", "pods.log");
        atMember("connect", pod.ipv6(), 5002, "called.log");
        conversations.add(
                new Conversation("pod to machine", pod, Path.of("machine.log"), here.resolve("machine.log.1")));
        conversations.add(new Conversation("machine to pod", pod, Path.of("called.log.1"), here.resolve("called.log")));
        conversations.add(podToPod());
        conversations.forEach(Conversation::awaitLife);
    }

    @AfterEach
    void part() {
        conversations.clear();
        programs.forEach(Node::end);
        programs.clear();
        Stream.of(pod, neighbour).filter(Objects::nonNull).forEach(LabPod::close);
        nothingIsLeft();
    }

    @Test
    void connectionsWithMembersStayWhereverThePodGoes() {
        failToMoveTo(wsb);
        moveTo(wsb);
        var away = wsb.describe(pod.name()).getManifest().getAddress().getCareOf();
        assertTrue(away.getIpv4().startsWith("10.81.12."), away::toString);
        assertEquals(away.getIpv4(), seenByThePeer() + "/24");
        wsc.run("ping", "-q", "-c", "1", "-W", "3", pod.ipv4());
        wsc.run("ping", "-q", "-c", "1", "-W", "3", pod.ipv6());

        moveTo(wsa);
        assertFalse(wsa.describe(pod.name()).getManifest().getAddress().hasCareOf());
        nothingTranslates();
        assertEquals(pod.ipv4(), seenByThePeer());

        moveTo(wsb);
        moveTo(wsc);
        assertNotEquals(pod.ipv4(), seenByThePeer());
        neighbour.moveTo(wsb);
        conversations.set(2, podToPod());
        conversations.forEach(Conversation::awaitLife);

        wsc.suspend(pod.name());
        resumeAt(wsc);
        wsc.suspend(pod.name());
        var file = here.resolve("tess.pod").toString();
        lab.deskferry("export", pod.name(), file).orThrow();
        lab.deskferry("import", file, "--on", "wsb").orThrow();
        pod.isAt(wsb);
        resumeAt(wsb);
        for (var conversation : conversations) {
            assertEquals(List.of(), conversation.finish());
        }
    }

    @Test
    void whatAMemberSendsWhileThePodStandsStillIsHeldForIt() {
        open(pod, "7001/udp");
        try (var datagrams = NumberedDatagrams.begin(wsc, pod, here)) {
            datagrams.nearlyAllCameInTheFreezeOf(pod.moveTo(wsb).getFrozen());
            datagrams.nearlyAllCameInTheFreezeOf(pod.moveTo(wsa).getFrozen());
        }
    }

    @Test
    void aPodThatIsTakenBackIsExpectedNowhere() {
        nothingTranslates();
        var moment = Moment.of("wake");
        var move = CompletableFuture.supplyAsync(() -> pod.moveTo(wsb));
        CompletableFuture<Void> cancelled;
        try (var _ = moment.holdAt(wsa)) {
            assertTrue(moment.await(wsa, move), move::toString);
            Eventually.that("a member expects it", LIMIT, () -> tables(wsc).contains("translation"));
            cancelled = CompletableFuture.runAsync(() -> wsa.cancel(pod.id()));
        }
        cancelled.join();
        assertThrows(CompletionException.class, move::join);
        Eventually.that(
                "a member does not expect it any more",
                AT_ONCE,
                () -> !tables(wsc).contains("translation"));
        nothingTranslates();
        conversations.forEach(Conversation::awaitLife);
    }

    @Test
    void whoWasOffIsToldLater() {
        lab.service(wsc, "stop");
        pod.moveTo(wsb);
        assertFalse(tables(wsc).contains("translation"), "nobody told it");
        Eventually.pause(Duration.ofSeconds(2));
        lab.service(wsc, "start");
        conversations.forEach(conversation -> conversation.awaitLife(PATIENCE));
        lab.service(wsb, "kill");
        lab.service(wsc, "kill");
        lab.service(wsb, "start");
        lab.service(wsc, "start");
        conversations.forEach(Conversation::awaitLife);
        moveTo(wsa);
        nothingTranslates();
    }

    @Test
    void aCheckNamesConnectionsThatWouldBreakOff() {
        assertEquals(List.of(), breaking());
        seenByThePeer();
        pod.launch(
                "python3",
                "-c",
                "import socket, time; s = socket.create_connection(('" + PEER + "', 7000)); time.sleep(60)");
        Eventually.that("a connection", LIMIT, () -> pod.inNetwork("ss", "-Htn").contains(PEER + ":7000"));
        assertEquals(List.of("connection of python3 with " + PEER + ":7000"), breaking());
    }

    private Conversation podToPod() {
        return new Conversation(
                "pod to pod", pod, Path.of("pods.log"), neighbour.home().resolve("pods.log.1"));
    }

    private List<String> breaking() {
        var check = wsa.check(pod.name(), wsb);
        assertEquals(List.of(), check.getRefusalsList());
        return check.getWarningsList().stream()
                .map(Problem::getThing)
                .filter(thing -> thing.startsWith("connection"))
                .toList();
    }

    private void moveTo(Workstation destination) {
        var result = pod.moveTo(destination);
        assertEquals(List.of(), result.getResidueList());
        assertEquals(List.of(), result.getDestinationResidueList());
        assertEquals(result.getConnectionsBefore(), result.getConnectionsKept());
        conversations.forEach(Conversation::awaitLife);
        conversations.forEach(conversation -> assertEquals(List.of(), conversation.faults()));
    }

    /** The wake fails where the pod is the destination's already, and members have been told so. */
    private void failToMoveTo(Workstation destination) {
        var moment = Moment.of("resume");
        var move = CompletableFuture.supplyAsync(() -> pod.moveTo(destination));
        try (var _ = moment.holdAt(destination)) {
            assertTrue(moment.await(destination, move), move::toString);
            assertTrue(tables(wsc).contains("translation"), "a member was not told");
            destination.kill("criu restore");
        }
        assertThrows(CompletionException.class, move::join);
        conversations.forEach(conversation -> conversation.awaitLife(PATIENCE));
        nothingTranslates();
    }

    private void resumeAt(Workstation workstation) {
        workstation.resume(pod.name());
        conversations.forEach(conversation -> conversation.awaitLife(PATIENCE));
    }

    /** From which address a new connection of the pod comes. */
    private String seenByThePeer() {
        var log = here.resolve("greeter.log");
        if (Files.notExists(log)) {
            programs.add(lab.peer().start(log.toFile(), "python3", "-c", GREETER));
            lab.peer().awaitListener(7000);
        }
        var before = Node.read(log).lines().count();
        pod.inNetwork("nc", "-z", "-w", "3", PEER, "7000");
        Eventually.that("the peer", LIMIT, () -> Node.read(log).lines().count() > before);
        return Node.read(log).lines().toList().getLast();
    }

    private void nothingTranslates() {
        for (var workstation : lab.workstations()) {
            Eventually.that(
                    "no translation at " + workstation.name(),
                    LIMIT,
                    () -> !tables(workstation).contains("translation"));
        }
        Eventually.that(
                "no translation in " + neighbour.name(),
                LIMIT,
                () -> !neighbour.inNetwork("nft", "list", "tables").contains("translation"));
    }

    private void nothingIsLeft() {
        for (var workstation : lab.workstations()) {
            Stream.of(pod, neighbour)
                    .filter(Objects::nonNull)
                    .forEach(gone -> Eventually.that(
                            "nothing of " + gone.name() + " at " + workstation.name(),
                            LIMIT,
                            () -> Residue.ofPod(workstation, gone.id()).isEmpty()));
        }
    }

    private static String tables(Workstation workstation) {
        return workstation.run("nft", "list", "tables");
    }

    private void open(LabPod which, String ports) {
        var run = lab.deskferry("ports", which.name(), ports);
        assertEquals(0, run.exitCode(), run::output);
    }

    private void atMember(String role, String address, int port, String log) {
        programs.add(wsc.start(
                here.resolve(log + ".out").toFile(),
                "python3",
                here.resolve("stream.py").toString(),
                role,
                address,
                Integer.toString(port),
                here.resolve(log).toString()));
    }
}
