package org.deskferry.host.checkpoint;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Phrase;
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
     * @param pod whose root is mounted, with all its files, and whose control group is there
     * @param pager gives the processes the memory that they do not share, which is in {@code folder}'s directory {@code memory}; empty if
     *     the checkpoint has it. Ends with what is returned
     * @throws ProblemException (RESTORE_FAILED) if that does not succeed in time; no process of it is left
     */
    public Held wake(Path folder, HostedPod pod, Optional<Pager> pager, WakeEvents events) throws InterruptedException {
        engine.require();
        var restored = new CompletableFuture<Long>();
        var decision = new CompletableFuture<Boolean>();
        var running = new CompletableFuture<Boolean>();
        var link = new CompletableFuture<Boolean>();
        var linking = new AtomicBoolean();
        var options = new ArrayList<>(List.of("--root", pod.folder().root().toString(), "--restore-detached"));
        try (var launcher = WakeLauncher.make(engine, folder, pod)) {
            options.addAll(launcher.options());
            if (pager.isPresent()) {
                LazyRanges.write(folder.resolve(CheckpointFolder.IMAGES), folder.resolve(CheckpointFolder.MEMORY));
                options.add("--lazy-pages");
            }
            var run = CriuRun.start(
                    engine,
                    launcher.words(),
                    "restore",
                    pod.cgroup().path(),
                    folder,
                    options,
                    Map.of(
                            // CRIU mounts the pod's file systems meanwhile.
                            "setup-namespaces",
                            step -> {
                                linking.set(true);
                                link.completeAsync(() -> linked(events, step.initPid()), Thread::startVirtualThread);
                                return true;
                            },
                            "post-setup-namespaces",
                            _ -> link.get(),
                            "post-restore",
                            step -> {
                                restored.complete(step.initPid());
                                // While the source makes up its mind.
                                LastPid.restore(step.initPid(), folder.resolve("images"));
                                return decision.get();
                            },
                            "network-unlock",
                            step -> {
                                events.connectionsStand(step.initPid());
                                return true;
                            },
                            "post-resume",
                            _ -> {
                                running.complete(true);
                                return true;
                            }));
            run.whenEnded(() -> {
                restored.completeExceptionally(new IllegalStateException("ended"));
                running.complete(false);
            });
            return new Held(
                    run,
                    awaitRestored(run, pod.cgroup().path(), restored, () -> settle(linking, link)),
                    pager,
                    decision,
                    running);
        } catch (IOException e) {
            throw notStarted(e);
        }
    }

    private static boolean linked(WakeEvents events, long initPid) {
        events.namespacesStand(initPid);
        return true;
    }

    /**
     * Starts the pager of a pod to be woken from {@code folder}, best while the pod still runs elsewhere.
     *
     * @throws ProblemException (ENGINE_FAILED) if it does not start
     */
    public Pager startPager(Path folder) {
        try {
            var memory = Files.createDirectories(folder.resolve(CheckpointFolder.MEMORY));
            return Pager.start(engine.helper("pager"), memory, folder.resolve("lazy-pages.socket"));
        } catch (IOException e) {
            throw notStarted(e);
        }
    }

    private ProblemException notStarted(IOException e) {
        return ProblemException.causedBy(
                e,
                ProblemKind.PROBLEM_KIND_ENGINE_FAILED,
                say("checkpoint engine {0}", engine.criu()),
                say("It cannot be started: {0}.", e.getMessage()),
                say("Reinstall the package deskferry-engine."));
    }

    /** What is made for a pod that did not wake can be removed: nobody is making it any more. */
    private static void settle(AtomicBoolean linking, CompletableFuture<Boolean> link) {
        if (linking.get()) {
            var _ = link.handle((_, _) -> true).join();
        }
    }

    private long awaitRestored(CriuRun run, Path cgroup, CompletableFuture<Long> restored, Runnable settle)
            throws IOException, InterruptedException {
        try {
            return restored.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            end(run, cgroup);
            settle.run();
            throw failed(say("It was not done after {0} s and was ended.", limit.toSeconds()));
        } catch (ExecutionException e) {
            end(run, cgroup);
            settle.run();
            throw failed(say("The checkpoint engine gave up: {0}.", run.reason()));
        }
    }

    /** A CRIU that is killed leaves the processes it has begun to restore, which use the checkpoint's files. */
    private static void end(CriuRun run, Path cgroup) throws IOException {
        run.close();
        Files.writeString(cgroup.resolve("cgroup.kill"), "1");
    }

    private static ProblemException failed(Phrase reason) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_RESTORE_FAILED,
                say("waking the pod"),
                reason,
                say("The pod goes on where it was; the destination's log has the details."));
    }
}
