package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.deskferry.proto.v1.PodState;
import org.junit.jupiter.api.Test;

/** What an engine's death does: it may take a program with it in which it has code of its own, so the kernel must not choose it; and later, nothing. */
class EngineProtectionTest extends WitnessedPod {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    EngineProtectionTest() {
        super("olga");
    }

    private static int adjustment(Path process) {
        return Integer.parseInt(Node.read(process.resolve("oom_score_adj")).strip());
    }

    private int ofThePod() {
        return adjustment(Path.of("/proc/" + pod.initPid()));
    }

    private long engine() {
        return wsa.processes().entrySet().stream()
                .filter(process -> process.getValue().contains("criu dump"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private CompletableFuture<?> move() {
        return CompletableFuture.runAsync(() -> pod.moveTo(wsb));
    }

    @Test
    void aMemoryShortageEndsTheEngineLastAndPodsAsBefore() {
        assumeTrue(
                wsa.attempt("sh", "-c", "echo -1000 >/proc/self/oom_score_adj").exitCode() == 0,
                "nobody may do that on this machine (CAP_SYS_RESOURCE)");
        var before = ofThePod();
        var moment = Moment.of("write files");
        CompletableFuture<?> move;
        try (var _ = moment.holdAt(wsa)) {
            move = move();
            assertTrue(moment.await(wsa, move));
            assertEquals(-1000, adjustment(wsa.root().resolve("proc/" + engine())));
        }
        move.join();
        assertEquals(before, ofThePod());
        pod.moveTo(wsa);
    }

    @Test
    void aPodWhoseEngineWasKilledWhileItStoodStillRunsOnAndCanMove() {
        var moment = Moment.of("send last files");
        CompletableFuture<?> move;
        try (var _ = moment.holdAt(wsa)) {
            move = move();
            assertTrue(moment.await(wsa, move));
            wsa.signal("KILL", List.of(engine()));
        }
        assertThrows(CompletionException.class, move::join);
        assertEquals(PodState.POD_STATE_RUNNING, wsa.describe(pod.name()).getState());
        assertEquals(
                "0",
                Node.read(wsa.cgroups().resolve("pod-" + pod.id() + "/cgroup.freeze"))
                        .strip());
        // Nobody has sent while the connections were mute.
        witnesses.awaitLife();
        assertEquals(List.of(), witnesses.faults());
        // Until then it refuses the next, and says so.
        Eventually.that(
                "the destination has cleared up",
                LIMIT,
                () -> wsb.state(pod.id()).isEmpty());
        pod.moveTo(wsb);
        pod.moveTo(wsa);
    }
}
