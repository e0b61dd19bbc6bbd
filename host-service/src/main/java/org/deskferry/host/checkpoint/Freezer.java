package org.deskferry.host.checkpoint;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.deskferry.host.pod.UsrMount;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;

/** Freezes pods into files. */
public final class Freezer {
    /** How much a file may have, in bytes on the disk, that a program has deleted and holds open: it travels in the checkpoint. */
    public static final long LARGEST_DELETED_FILE = 64L << 20;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Engine engine;

    public Freezer(Engine engine) {
        this.engine = engine;
    }

    /**
     * Begins to freeze a pod. CRIU works on while the caller sends what is written already; {@link Dump#await} tells
     * when all is. The pod goes on by itself if this process dies, until {@link Dump#requireHeld}.
     *
     * @param initPid the pod's first process
     * @param cgroup the pod's control group
     * @param folder an empty directory for the checkpoint, best on a tmpfs
     * @param events what happens to the pod's link meanwhile
     */
    public Dump begin(long initPid, Path cgroup, Path folder, FreezeEvents events) {
        return begin(initPid, cgroup, folder, List.of(), events);
    }

    /** The same, but for the private memory of its processes, which the caller copies by other means. */
    public Dump beginWithoutMemory(long initPid, Path cgroup, Path folder, FreezeEvents events) {
        return begin(initPid, cgroup, folder, List.of(engine.helper("lazydump").toString()), events);
    }

    private Dump begin(long initPid, Path cgroup, Path folder, List<String> launcher, FreezeEvents events) {
        engine.require();
        var dumped = new CompletableFuture<Boolean>();
        var waits = new CompletableFuture<Hooks.Step>();
        var decision = new CompletableFuture<Boolean>();
        var lastPid = new CompletableFuture<Boolean>();
        var options = new ArrayList<>(List.of("--tree", Long.toString(initPid), "--network-lock", "skip"));
        if (UsrMount.isSeenBy(initPid)) {
            options.addAll(List.of("--external", "mnt[" + UsrMount.POINT + "]:" + UsrMount.DIRECTORY));
        }
        try {
            var run = CriuRun.start(
                    engine,
                    launcher,
                    "dump",
                    cgroup,
                    folder,
                    options,
                    Map.of(
                            "pre-dump",
                            _ -> {
                                events.begins();
                                return true;
                            },
                            "network-lock",
                            _ -> {
                                try {
                                    events.still();
                                } catch (ProblemException e) {
                                    dumped.completeExceptionally(e);
                                    return false;
                                }
                                Thread.startVirtualThread(
                                        () -> lastPid.complete(LastPid.save(initPid, folder.resolve("images"))));
                                return true;
                            },
                            "post-dump",
                            step -> {
                                events.written();
                                lastPid.join();
                                waits.complete(step);
                                dumped.complete(true);
                                return decision.get();
                            },
                            "network-unlock",
                            _ -> {
                                events.goesOn();
                                return true;
                            }));
            // Whoever sends what is written until the dump is complete would do so for ever.
            var _ = dumped.completeOnTimeout(false, LIMIT.toSeconds(), TimeUnit.SECONDS);
            var dump = new Dump(run, folder.resolve("images"), dumped, waits, decision, events);
            run.whenEnded(dump::engineEnded);
            return dump;
        } catch (IOException e) {
            throw ProblemException.causedBy(
                    e,
                    ProblemKind.PROBLEM_KIND_ENGINE_FAILED,
                    say("checkpoint engine {0}", engine.criu()),
                    say("It cannot be started: {0}.", e.getMessage()),
                    say("Reinstall the package deskferry-engine."));
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
