package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.deskferry.proto.v1.DeleteSnapshotRequest;
import org.deskferry.proto.v1.TakeSnapshotRequest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Workstations without a bridge, whose pods are on the network card by macvlan; and a third that has one. */
@Tag("networks")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MacvlanTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @AutoClose
    private Lab lab;

    private Workstation wsa;
    private Workstation wsb;
    private Workstation wsc;

    @BeforeAll
    void bringUp() {
        var packaging = Path.of("").toAbsolutePath();
        var folder = Path.of("/var/tmp/deskferry-macvlan-" + Integer.toHexString(packaging.hashCode()));
        lab = Lab.fresh(packaging, folder, 3, "macvlan");
        wsa = lab.workstation("wsa");
        wsb = lab.workstation("wsb");
        wsc = lab.workstation("wsc");
    }

    @Test
    void aPodMovesBetweenCardsAndBridges() {
        try (var pod = LabPod.create(lab, wsa, "mary");
                var witnesses = Witnesses.start(lab, pod)) {
            for (var leg : List.of(List.of(wsa, wsb), List.of(wsb, wsc), List.of(wsc, wsa))) {
                move(pod, witnesses, leg.getFirst(), leg.getLast());
            }
        }
        for (var workstation : lab.workstations()) {
            assertEquals("", links(workstation), () -> "links of pods on " + workstation.name());
        }
    }

    @Test
    void onlyWhatIsOpenIsReachedAndNoHostService() {
        try (var pod = LabPod.create(lab, wsa, "max");
                var sibling = LabPod.create(lab, wsa, "moritz")) {
            var opening = lab.deskferry("ports", "max", "8001/tcp");
            assertEquals(0, opening.exitCode(), opening::output);
            pod.launch("sh", "-c", "nc -l -k 8001 & exec nc -l -k 8002");
            Eventually.that("the server", LIMIT, () -> connects(pod, 8001));
            guarded(pod, sibling);
            pod.moveTo(wsb);
            guarded(pod, sibling);
            sibling.moveTo(wsb);
            guarded(pod, sibling);
        }
    }

    @Test
    void aPodIsKeptAndPutToRest() {
        try (var pod = LabPod.create(lab, wsa, "mona");
                var witnesses = Witnesses.start(lab, pod)) {
            wsa.callRest(stub -> stub.takeSnapshot(TakeSnapshotRequest.newBuilder()
                    .setPod("mona")
                    .setName("kept")
                    .build()));
            witnesses.awaitLife();
            wsa.suspend("mona");
            assertEquals("", links(wsa));
            wsa.resume("mona");
            witnesses.awaitLife();
            assertEquals(List.of(), witnesses.faults());
            restored(pod);
        }
        wsa.callRest(stub -> stub.deleteSnapshot(
                DeleteSnapshotRequest.newBuilder().setSnapshot("kept").build()));
    }

    /** Beside the pod that it is a copy of, with an address and so a macvlan of its own. */
    private void restored(LabPod original) {
        var run = lab.deskferry("restore", "kept", "--name", "lisa");
        assertEquals(0, run.exitCode(), run::output);
        try (var copy = LabPod.of(lab, wsa.describe("lisa").getManifest(), wsa)) {
            assertTrue(pings(copy, original.ipv4()));
            assertTrue(pings(original, copy.ipv4()));
            assertTrue(pings(copy, "10.77.0.200"));
        }
    }

    private void move(LabPod pod, Witnesses witnesses, Workstation from, Workstation to) {
        assertEquals(List.of(), pod.moveTo(to).getResidueList());
        witnesses.awaitLife();
        assertEquals(List.of(), witnesses.faults());
        assertEquals(List.of(), Residue.ofPod(from, pod.id()));
        assertEquals(List.of(), Residue.ofMoves(to, pod.id()));
    }

    private void guarded(LabPod pod, LabPod sibling) {
        assertTrue(connects(pod, 8001));
        assertFalse(connects(pod, 8002), "a port that is not open");
        assertTrue(reaches(sibling, pod.ipv4() + " 8001"));
        assertFalse(reaches(sibling, pod.ipv4() + " 8002"), "a port that is not open, from the machine's other pod");
        for (var workstation : lab.workstations()) {
            assertFalse(
                    reaches(pod, workstation.address().replace(':', ' ')),
                    () -> "the host service of " + workstation.name());
        }
    }

    private static String links(Workstation workstation) {
        return workstation
                .run("sh", "-c", "ip -oneline link | grep -E ' d[fhmbq]-|ear' || true")
                .strip();
    }

    private boolean connects(LabPod pod, int port) {
        return lab.peer()
                        .attempt("nc", "-z", "-w", "1", pod.ipv4(), String.valueOf(port))
                        .exitCode()
                == 0;
    }

    private static boolean pings(LabPod pod, String address) {
        return said(pod, "ping -c 1 -W 2 " + address);
    }

    private static boolean reaches(LabPod pod, String place) {
        return said(pod, "nc -z -w 1 " + place);
    }

    private static boolean said(LabPod pod, String command) {
        return pod.inNetwork("sh", "-c", command + " >/dev/null 2>&1 && echo yes || echo no")
                .contains("yes");
    }
}
