package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A move that fails after the freeze is rolled back: the pod goes on at the source, and nothing of it stays at the destination. */
@Tag("alone")
class RollbackTest extends WitnessedPod {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration MOMENT = Duration.ofMillis(1);

    RollbackTest() {
        super("dora");
    }

    @AfterEach
    void thePodIsWholeAtTheSourceAndNowhereElse() {
        witnesses.awaitLife();
        assertEquals(List.of(), witnesses.faults());
        assertEquals(PodState.POD_STATE_RUNNING, wsa.describe(pod.name()).getState());
        assertEquals(2, wsa.describe(pod.name()).getConnections());
        Eventually.that(
                "nothing is left at the destination: " + Residue.ofPod(wsb, pod.id()),
                LIMIT,
                () -> Residue.ofPod(wsb, pod.id()).isEmpty());
        Eventually.that(
                "nothing is left at the source: " + Residue.ofMoves(wsa, pod.id()),
                LIMIT,
                () -> Residue.ofMoves(wsa, pod.id()).isEmpty());
        assertEquals(List.of(), wsb.census(pod.id()));
    }

    @Test
    void aDamagedCheckpoint() {
        try (var _ = lab.reconfigure(wsb, "move.restore.timeout=5s")) {
            failsWhen(restoreBegins(), this::truncatePages, ProblemKind.PROBLEM_KIND_RESTORE_FAILED);
        }
    }

    @Test
    void anEngineKilledInTheRestore() {
        var before = temporary();
        failsWhen(restoreBegins(), () -> wsb.kill("criu restore"), ProblemKind.PROBLEM_KIND_RESTORE_FAILED);
        assertEquals(before, temporary());
    }

    /** What the engine has in /tmp. */
    private List<String> temporary() {
        return wsb.run("find", "/tmp", "-maxdepth", "1", "-name", ".criu.mntns.*", "-o", "-name", "cr-tmpfs.*")
                .lines()
                .sorted()
                .toList();
    }

    @Test
    void aDestinationKilledInTheRestore() {
        try {
            failsWhen(restoreBegins(), () -> wsb.signalService("KILL"), ProblemKind.PROBLEM_KIND_UNREACHABLE);
            witnesses.awaitLife();
        } finally {
            lab.service(wsb, "start");
        }
    }

    @Test
    void aDestinationThatStandsStillInTheRestore() {
        try {
            failsWhen(restoreBegins(), () -> wsb.signalService("STOP"), ProblemKind.PROBLEM_KIND_UNREACHABLE);
            witnesses.awaitLife();
        } finally {
            wsb.signalService("CONT");
        }
    }

    @Test
    void aSourceKilledInTheFreeze() {
        failsWhen(freezeBegins(), () -> wsa.signalService("KILL"), ProblemKind.PROBLEM_KIND_UNREACHABLE);
        var count = witnesses.counter().count();
        Eventually.that(
                "the pod runs on without its service",
                LIMIT,
                () -> witnesses.counter().count() > count + 10);
        lab.service(wsa, "start");
    }

    /** Moves the pod, does something bad when a file appears, and looks how the move ends. */
    private void failsWhen(Path sign, Runnable deed, ProblemKind kind) {
        var done = CompletableFuture.runAsync(() -> {
            Eventually.that("the sign " + sign, LIMIT, MOMENT, () -> Files.exists(sign));
            deed.run();
        });
        var failure = assertThrows(RefusedException.class, () -> wsa.move(pod.name(), wsb));
        assertEquals(Set.of(kind), failure.kinds(), failure::getMessage);
        done.join();
    }

    private Path restoreBegins() {
        return wsb.root().resolve("run/deskferry/checkpoints/" + pod.id() + "-in/restore.log");
    }

    private Path freezeBegins() {
        return wsa.root().resolve("run/deskferry/checkpoints/" + pod.id() + "-out/dump.log");
    }

    private void truncatePages() {
        try (var images = Files.newDirectoryStream(restoreBegins().resolveSibling("images"), "pages-*.img")) {
            var truncated = 0;
            for (var pages : images) {
                try (var file = FileChannel.open(pages, StandardOpenOption.WRITE)) {
                    file.truncate(file.size() / 2);
                    truncated++;
                }
            }
            assertTrue(truncated > 0, "there is no image to damage");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
