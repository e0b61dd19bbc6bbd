package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.deskferry.proto.v1.Connection;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.ResumePodResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pod is written to the disk and woken from it. Whatever happens in between, it runs or is suspended, and is whole. */
class SuspendTest extends WitnessedPod {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration MOMENT = Duration.ofMillis(1);

    SuspendTest() {
        super("sue");
    }

    @AfterEach
    void thePodRunsAndIsWhole() {
        witnesses.awaitLife(LIMIT);
        assertEquals(List.of(), witnesses.faults());
        assertEquals(PodState.POD_STATE_RUNNING, state());
        assertFalse(Files.exists(checkpoint()), "its checkpoint is left");
    }

    @Test
    void itOutlivesItsMachine() {
        var editor = Editor.open(pod);
        editor.type("This was never saved.\n");
        editor.lookAway();
        var before = Sight.of(pod, editor, witnesses);
        var suspension = wsa.suspend(pod.name()).getSuspension();
        assertEquals(2, suspension.getConnectionsCount());
        nothingRuns();
        wsa.cutPower();
        lab.service(wsa, "start");
        assertEquals(PodState.POD_STATE_SUSPENDED, state());
        nothingRuns();
        var resumed = wsa.resume(pod.name());
        keptBoth(resumed);
        witnesses.awaitLife(LIMIT);
        assertEquals(List.of(), before.differences(Sight.of(pod, editor, witnesses)));
    }

    /** All that is there of it are files. */
    private void nothingRuns() {
        var found = Residue.ofPod(wsa, pod.id()).stream()
                .filter(thing -> !thing.startsWith("file "))
                .toList();
        assertEquals(List.of(), found);
    }

    @Test
    void itIsNotMovedNorSuspendedTwice() {
        wsa.suspend(pod.name());
        assertEquals(
                Set.of(ProblemKind.PROBLEM_KIND_BAD_REQUEST),
                assertThrows(RefusedException.class, () -> wsa.move(pod.name(), wsb))
                        .kinds());
        assertThrows(RefusedException.class, () -> wsa.suspend(pod.name()));
        keptBoth(wsa.resume(pod.name()));
        assertThrows(RefusedException.class, () -> wsa.resume(pod.name()));
    }

    @Test
    void connectionsWhosePeersAreGoneAreNamed() {
        try (var gone = Line.between(lab.peer(), pod, 5101);
                var mute = Line.between(lab.peer(), pod, 5102)) {
            wsa.suspend(pod.name());
            gone.endAtPeer();
            mute.dropAtPeer();
            var reunion = wsa.resume(pod.name()).getReunion();
            assertEquals(
                    List.of(gone.peer()),
                    reunion.getLostList().stream().map(Connection::getRemote).toList());
            assertEquals(
                    List.of(mute.peer()),
                    reunion.getSilentList().stream().map(Connection::getRemote).toList());
            assertEquals("python3", reunion.getLost(0).getProgram());
            assertEquals(2, reunion.getKeptCount());
        }
    }

    @Test
    void aDiskWithoutRoomIsRefusedBeforeAnythingIsFrozen() {
        var count = witnesses.counter().count();
        withDiskOf("16m", () -> failsWithFullDisk(() -> {}));
        assertTrue(witnesses.counter().count() > count);
        assertFalse(wsa.log().contains(pod.id() + ": frozen"));
    }

    @Test
    void aDiskThatFillsUpMeanwhileRollsBack() {
        withDiskOf("1500m", () -> {
            var full = CompletableFuture.runAsync(() -> {
                Eventually.that("the dump", LIMIT, MOMENT, () -> Files.exists(checkpoint("dump.log")));
                wsa.attempt("mount", "-o", "remount,size=8m", "/var/lib/deskferry/pods/" + pod.id() + "/checkpoint");
            });
            failsWithFullDisk(full::join);
        });
    }

    private void failsWithFullDisk(Runnable then) {
        var failure = assertThrows(RefusedException.class, () -> wsa.suspend(pod.name()));
        then.run();
        assertEquals(Set.of(ProblemKind.PROBLEM_KIND_DISK_FULL), failure.kinds(), failure::getMessage);
    }

    /** With a small disk in the place where the checkpoint goes. */
    private void withDiskOf(String size, Runnable deed) {
        var place = "/var/lib/deskferry/pods/" + pod.id() + "/checkpoint";
        wsa.run("mkdir", place);
        wsa.run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", place);
        try {
            deed.run();
        } finally {
            wsa.run("umount", place);
            wsa.run("rmdir", place);
        }
    }

    @Test
    void aServiceKilledInTheSuspend() {
        var done = dieWhen(checkpoint("dump.log"));
        assertThrows(RefusedException.class, () -> wsa.suspend(pod.name()));
        done.join();
        var count = witnesses.counter().count();
        Eventually.that(
                "the pod runs on without its service",
                LIMIT,
                () -> witnesses.counter().count() > count + 10);
        lab.service(wsa, "start");
    }

    @Test
    void aServiceKilledInTheResume() {
        wsa.suspend(pod.name());
        var done = dieWhen(checkpoint("restore.log"));
        assertThrows(RefusedException.class, () -> wsa.resume(pod.name()));
        done.join();
        lab.service(wsa, "start");
        assertEquals(PodState.POD_STATE_SUSPENDED, state());
        nothingRuns();
        keptBoth(wsa.resume(pod.name()));
    }

    @Test
    void anEngineKilledInTheResume() {
        wsa.suspend(pod.name());
        var done = CompletableFuture.runAsync(() -> {
            Eventually.that("the restore", LIMIT, MOMENT, () -> Files.exists(checkpoint("restore.log")));
            wsa.kill("criu restore");
        });
        var failure = assertThrows(RefusedException.class, () -> wsa.resume(pod.name()));
        done.join();
        assertEquals(Set.of(ProblemKind.PROBLEM_KIND_RESTORE_FAILED), failure.kinds(), failure::getMessage);
        assertEquals(PodState.POD_STATE_SUSPENDED, state());
        nothingRuns();
        keptBoth(wsa.resume(pod.name()));
    }

    private CompletableFuture<Void> dieWhen(Path sign) {
        return CompletableFuture.runAsync(() -> {
            Eventually.that("the sign " + sign, LIMIT, MOMENT, () -> Files.exists(sign));
            lab.service(wsa, "kill");
        });
    }

    private static void keptBoth(ResumePodResponse resumed) {
        assertEquals(2, resumed.getReunion().getKeptCount(), resumed::toString);
        assertEquals(
                0, resumed.getReunion().getLostCount() + resumed.getReunion().getSilentCount());
    }

    private PodState state() {
        return wsa.describe(pod.name()).getState();
    }

    private Path checkpoint() {
        return wsa.root().resolve("var/lib/deskferry/pods/" + pod.id() + "/checkpoint");
    }

    private Path checkpoint(String file) {
        return checkpoint().resolve(file);
    }
}
