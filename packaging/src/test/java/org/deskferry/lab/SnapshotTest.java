package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.deskferry.proto.v1.DeleteSnapshotRequest;
import org.deskferry.proto.v1.ListSnapshotsRequest;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.RestoreSnapshotRequest;
import org.deskferry.proto.v1.ResumePodResponse;
import org.deskferry.proto.v1.SnapshotRecord;
import org.deskferry.proto.v1.TakeSnapshotRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pod is kept as it is and notices nothing; what it was becomes another pod beside it. */
class SnapshotTest extends WitnessedPod {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration MOMENT = Duration.ofMillis(1);

    SnapshotTest() {
        super("sally");
    }

    @AfterEach
    void thePodRunsAndNothingIsLeft() throws IOException {
        witnesses.awaitLife(LIMIT);
        assertEquals(List.of(), witnesses.faults());
        assertEquals(List.of(), Residue.ofMoves(wsa, pod.id()));
        for (var snapshot : snapshots()) {
            delete(snapshot.getName());
        }
        try (var left = Files.walk(wsa.root().resolve("var/lib/deskferry/snapshots"))) {
            assertEquals(List.of(), left.filter(Files::isRegularFile).toList());
        }
    }

    @Test
    void aNewPodGoesOnFromIt() throws IOException {
        write("before");
        var first = take("first");
        write("after");
        witnesses.awaitLife(LIMIT);
        var second = take("second");
        assertTrue(second.getAddedBytes() < first.getAddedBytes(), () -> first + " " + second);
        var restored = restore("first");
        assertEquals(2, restored.getReunion().getLostCount(), restored::toString);
        assertNotEquals(pod.id(), restored.getPod().getManifest().getId());
        try (var copy = LabPod.of(lab, restored.getPod().getManifest(), wsa)) {
            assertEquals("before", Files.readString(note(copy)));
            assertEquals("user", copy.ask("stat -c %U note").strip());
            var addresses = copy.inNetwork("ip", "-oneline", "address", "show", "eth0");
            assertTrue(addresses.contains(copy.ipv4() + "/") && addresses.contains(copy.ipv6() + "/"), addresses);
            assertFalse(addresses.contains(pod.ipv4() + "/"), addresses);
            copy.inNetwork("ping", "-c", "1", "-W", "10", "10.77.0.200");
            assertEquals(programs(pod), programs(copy));
            var counted = counted(copy);
            Eventually.that("the copy counts on", LIMIT, () -> counted(copy) > counted);
            witnesses.awaitLife(LIMIT);
        }
        assertTrue(delete("second") > 0);
    }

    @Test
    void aServiceKilledInTheFreeze() {
        var dump = wsa.root().resolve("run/deskferry/checkpoints/" + pod.id() + "-snapshot/dump.log");
        var killed = CompletableFuture.runAsync(() -> {
            Eventually.that("the dump", LIMIT, MOMENT, () -> Files.exists(dump));
            lab.service(wsa, "kill");
        });
        assertThrows(RefusedException.class, () -> take("never"));
        killed.join();
        lab.service(wsa, "start");
        assertEquals(List.of(), snapshots());
    }

    @Test
    void whatIsNotThereIsSaid() {
        take("there");
        refuses(ProblemKind.PROBLEM_KIND_NAME_IN_USE, () -> take("there"));
        refuses(ProblemKind.PROBLEM_KIND_UNKNOWN_SNAPSHOT, () -> restore("elsewhere"));
        refuses(ProblemKind.PROBLEM_KIND_UNKNOWN_SNAPSHOT, () -> delete("elsewhere"));
    }

    private static void refuses(ProblemKind kind, Runnable deed) {
        var failure = assertThrows(RefusedException.class, deed::run);
        assertEquals(Set.of(kind), failure.kinds(), failure::getMessage);
    }

    /** Without the two witnesses that end with their connections. */
    private static List<String> programs(LabPod pod) {
        return pod.processes().values().stream()
                .filter(program -> !program.contains("stream.py"))
                .sorted()
                .toList();
    }

    private static int counted(LabPod pod) {
        return Ticks.in(Node.read(pod.home().resolve("witness/counter.log"))).count();
    }

    private void write(String text) {
        pod.write(note(pod), text.getBytes(StandardCharsets.UTF_8));
    }

    private static Path note(LabPod pod) {
        return pod.home().resolve("note");
    }

    private SnapshotRecord take(String name) {
        var request = TakeSnapshotRequest.newBuilder()
                .setPod(pod.name())
                .setName(name)
                .build();
        return wsa.callRest(stub -> stub.takeSnapshot(request));
    }

    private ResumePodResponse restore(String name) {
        var request = RestoreSnapshotRequest.newBuilder().setSnapshot(name).build();
        return wsa.callRest(stub -> stub.restoreSnapshot(request));
    }

    private long delete(String name) {
        var request = DeleteSnapshotRequest.newBuilder().setSnapshot(name).build();
        return wsa.callRest(stub -> stub.deleteSnapshot(request)).getFreedBytes();
    }

    private List<SnapshotRecord> snapshots() {
        return wsa.callRest(stub -> stub.listSnapshots(ListSnapshotsRequest.getDefaultInstance()))
                .getSnapshotsList();
    }
}
