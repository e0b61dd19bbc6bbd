package org.deskferry.host.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;

/** Freezes pods into files. */
public final class Freezer {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Engine engine;

    public Freezer(Engine engine) {
        this.engine = engine;
    }

    /**
     * Begins to freeze a pod. CRIU works on while the caller sends what is written already; {@link Dump#await} tells
     * when all is. The pod goes on by itself if this process dies.
     *
     * @param initPid the pod's first process
     * @param folder an empty directory for the checkpoint, best on a tmpfs
     * @param events what happens to the pod's link meanwhile
     */
    public Dump begin(long initPid, Path folder, FreezeEvents events) {
        engine.require();
        var dumped = new CompletableFuture<Boolean>();
        var decision = new CompletableFuture<Boolean>();
        try {
            var run = CriuRun.start(
                    engine,
                    List.of(),
                    "dump",
                    folder,
                    List.of("--tree", Long.toString(initPid), "--network-lock", "skip"),
                    (action, pid) -> switch (action) {
                        case "network-lock" -> {
                            events.still();
                            yield true;
                        }
                        case "post-dump" -> {
                            dumped.complete(true);
                            yield decision.get();
                        }
                        case "network-unlock" -> {
                            events.goesOn();
                            yield true;
                        }
                        default -> true;
                    });
            run.whenEnded(() -> dumped.complete(false));
            return new Dump(run, folder.resolve("images"), dumped, decision, events);
        } catch (IOException e) {
            throw ProblemException.causedBy(
                    e,
                    ProblemKind.PROBLEM_KIND_ENGINE_FAILED,
                    "checkpoint engine " + engine.criu(),
                    "It cannot be started: " + e.getMessage() + ".",
                    "Reinstall the package deskferry-engine.");
        }
    }

    static boolean await(CompletableFuture<Boolean> step) throws InterruptedException {
        try {
            return step.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
