package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A disk that fills up while a move is under way: the pod goes on at the source, and the reason is told. */
class FullDiskTest extends WitnessedPod {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PODS = "/var/lib/deskferry/pods";

    FullDiskTest() {
        super("emil");
    }

    @AfterEach
    void thePodIsWholeAtTheSourceAndNowhereElse() {
        witnesses.awaitLife();
        assertEquals(List.of(), witnesses.faults());
        assertEquals(PodState.POD_STATE_RUNNING, wsa.describe(pod.name()).getState());
        Eventually.that(
                "nothing is left at the destination: " + Residue.ofPod(wsb, pod.id()),
                LIMIT,
                () -> Residue.ofPod(wsb, pod.id()).isEmpty());
        assertEquals(List.of(), Residue.ofMoves(wsa, pod.id()));
    }

    @Test
    void theDestinationsWhileFilesAreCopied() throws IOException {
        var large = pod.home().resolve("large");
        var content = new byte[30_000_000];
        new Random(1).nextBytes(content);
        pod.write(large, content);
        giveDestination("8m");
        try {
            var failure = assertThrows(RefusedException.class, () -> wsa.move(pod.name(), wsb));
            assertEquals(Set.of(ProblemKind.PROBLEM_KIND_DISK_FULL), failure.kinds(), failure::getMessage);
            assertEquals("file system at " + PODS, failure.problems().getFirst().getThing());
        } finally {
            takeFromDestination();
            Files.delete(large);
        }
    }

    @Test
    void theDestinationsWhenThePodIsRestored() {
        var restore = Moment.of("restore");
        giveDestination("200m");
        try (var held = restore.holdAt(wsb)) {
            var move = CompletableFuture.supplyAsync(
                    () -> assertThrows(RefusedException.class, () -> wsa.move(pod.name(), wsb)));
            assertTrue(restore.await(wsb, move), "the move does not come to its restore");
            wsb.attempt("dd", "if=/dev/zero", "of=" + PODS + "/filler", "bs=1M");
            held.close();
            var failure = move.join();
            var message = String.valueOf(failure.getMessage());
            assertTrue(message.contains("no room") || message.contains("No space"), message);
        } finally {
            takeFromDestination();
        }
    }

    @Test
    void theSourcesWhenItIsToWriteItsDecision() throws IOException {
        var record = wsa.root().resolve(PODS.substring(1)).resolve(pod.id()).resolve("pod.json");
        // Whatever is written to it finds no room.
        Files.createSymbolicLink(record.resolveSibling("pod.json.new"), Path.of("/dev/full"));
        var failure = assertThrows(RefusedException.class, () -> wsa.move(pod.name(), wsb));
        assertEquals(Set.of(ProblemKind.PROBLEM_KIND_DISK_FULL), failure.kinds(), failure::getMessage);
        assertTrue(String.valueOf(failure.getMessage()).contains("the record of pod emil"), failure::getMessage);
        assertTrue(Files.readString(record).contains("STAGE_HERE"));
    }

    /** A disk of its own for pods; what the service measures of its state is another one. */
    private void giveDestination(String size) {
        wsb.run("mkdir", "-p", PODS);
        wsb.run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", PODS);
    }

    private void takeFromDestination() {
        Eventually.that(
                "the destination has let go",
                LIMIT,
                () -> wsb.attempt("umount", PODS).exitCode() == 0);
    }
}
