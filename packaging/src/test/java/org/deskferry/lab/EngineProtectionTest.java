package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An engine that is killed while it has code of its own in a program may take that with it: the kernel must not choose it. */
class EngineProtectionTest extends OnePod {
    EngineProtectionTest() {
        super("olga");
    }

    private static int adjustment(Path process) {
        return Integer.parseInt(Node.read(process.resolve("oom_score_adj")).strip());
    }

    private int ofThePod() {
        return adjustment(Path.of("/proc/" + pod.initPid()));
    }

    private Path engine() {
        return wsa.processes().entrySet().stream()
                .filter(process -> process.getValue().contains("criu dump"))
                .map(Map.Entry::getKey)
                .map(pid -> wsa.root().resolve("proc/" + pid))
                .findFirst()
                .orElseThrow();
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
            move = CompletableFuture.runAsync(() -> pod.moveTo(wsb));
            assertTrue(moment.await(wsa, move));
            assertEquals(-1000, adjustment(engine()));
        }
        move.join();
        assertEquals(before, ofThePod());
    }
}
