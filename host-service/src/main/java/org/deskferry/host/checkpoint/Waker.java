package org.deskferry.host.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;

/** Wakes pods from files. */
public final class Waker {
    private final Engine engine;
    private final Duration limit;

    /**
     * Wakes with {@code engine}.
     *
     * @param limit how long CRIU may take until the pod is restored: on damaged files it may loop for ever
     */
    public Waker(Engine engine, Duration limit) {
        this.engine = engine;
        this.limit = limit;
    }

    /**
     * Restores a pod up to the instant before it runs.
     *
     * @param folder holds the checkpoint in its directory {@code images}
     * @param root where the pod's file tree is mounted, complete
     * @param cgroup the pod's control group, a directory
     * @throws ProblemException (RESTORE_FAILED) if that does not succeed in time; no process of it is left
     */
    public Held wake(Path folder, Path root, Path cgroup, WakeEvents events) throws InterruptedException {
        engine.require();
        var restored = new CompletableFuture<Long>();
        var decision = new CompletableFuture<Boolean>();
        var running = new CompletableFuture<Boolean>();
        try {
            var run = CriuRun.start(
                    engine,
                    inside(cgroup),
                    "restore",
                    folder,
                    List.of("--root", root.toString(), "--restore-detached"),
                    (action, pid) -> switch (action) {
                        case "setup-namespaces" -> {
                            events.namespacesStand(pid);
                            yield true;
                        }
                        case "post-restore" -> {
                            restored.complete(pid);
                            yield decision.get();
                        }
                        case "network-unlock" -> {
                            events.connectionsStand(pid);
                            yield true;
                        }
                        case "post-resume" -> {
                            running.complete(true);
                            yield true;
                        }
                        default -> true;
                    });
            run.whenEnded(() -> {
                restored.completeExceptionally(new IllegalStateException("ended"));
                running.complete(false);
            });
            return new Held(run, awaitRestored(run, cgroup, restored), decision, running);
        } catch (IOException e) {
            throw ProblemException.causedBy(
                    e,
                    ProblemKind.PROBLEM_KIND_ENGINE_FAILED,
                    "checkpoint engine " + engine.criu(),
                    "It cannot be started: " + e.getMessage() + ".",
                    "Reinstall the package deskferry-engine.");
        }
    }

    /**
     * What CRIU starts with: it does not make a control group namespace anew, so it has to be in one already, with the pod's
     * control group as the root.
     */
    private static List<String> inside(Path cgroup) {
        return List.of(
                "sh",
                "-c",
                "echo 0 > \"$0\" && exec unshare --cgroup \"$@\"",
                cgroup.resolve("cgroup.procs").toString());
    }

    private long awaitRestored(CriuRun run, Path cgroup, CompletableFuture<Long> restored)
            throws IOException, InterruptedException {
        try {
            return restored.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            end(run, cgroup);
            throw failed("It was not done after " + limit.toSeconds() + " s and was ended.");
        } catch (ExecutionException e) {
            end(run, cgroup);
            throw failed("The checkpoint engine gave up: " + run.reason() + ".");
        }
    }

    /** A CRIU that is killed leaves the processes it has begun to restore, which use the checkpoint's files. */
    private static void end(CriuRun run, Path cgroup) throws IOException {
        run.close();
        Files.writeString(cgroup.resolve("cgroup.kill"), "1");
    }

    private static ProblemException failed(String reason) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_RESTORE_FAILED,
                "waking the pod",
                reason,
                "The pod goes on where it was; the destination's log has the details.");
    }
}
