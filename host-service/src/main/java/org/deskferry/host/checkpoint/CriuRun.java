package org.deskferry.host.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.deskferry.host.linux.Proc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of CRIU with its hooks. Ends with the process. */
final class CriuRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CriuRun.class);

    /** What dump and restore share; they must agree. */
    private static final List<String> OPTIONS = List.of(
            "--tcp-established",
            "--empty-ns",
            "net",
            "--manage-cgroups=ignore",
            "--file-locks",
            "--link-remap",
            "--ghost-limit",
            Long.toString(Freezer.LARGEST_DELETED_FILE),
            "-v1");

    /** 128 and the number of SIGKILL. */
    private static final int KILLED = 137;

    private static final String SOCKET = "DESKFERRY_HOOK_SOCKET";

    /**
     * A pod stands still meanwhile, and a program may end with an engine that is killed in the wrong instant: the kernel is to run it first
     * and, where this service may say so, kill it last. Processes that are restored have what they had.
     */
    private static final List<String> FIRST = List.of(
            "nice", "-n", "-15", "sh", "-c", "echo -1000 2>/dev/null >/proc/self/oom_score_adj; exec \"$@\"", "sh");

    private final Process process;
    private final Hooks hooks;
    private final Path log;
    private final String mark;

    private CriuRun(Process process, Hooks hooks, Path log, String mark) {
        this.process = process;
        this.hooks = hooks;
        this.log = log;
        this.mark = mark;
    }

    /**
     * Starts CRIU.
     *
     * @param launcher words in front of CRIU's own, if any
     * @param verb "dump" or "restore"
     * @param cgroup the pod's control group
     * @param folder holds the checkpoint's files below {@code images} and everything else of this run
     */
    static CriuRun start(
            Engine engine,
            List<String> launcher,
            String verb,
            Path cgroup,
            Path folder,
            List<String> options,
            Map<String, Hooks.Handler> steps)
            throws IOException {
        var images = Files.createDirectories(folder.resolve("images"));
        var log = folder.resolve(verb + ".log");
        var socket = folder.resolve(verb + ".hooks");
        var words = new ArrayList<>(FIRST);
        words.addAll(launcher);
        words.addAll(List.of(engine.criu().toString(), verb));
        words.addAll(List.of("--images-dir", images.toString(), "--work-dir", folder.toString()));
        words.addAll(List.of("--log-file", log.getFileName().toString()));
        words.addAll(List.of("--action-script", engine.hook().toString()));
        words.addAll(OPTIONS);
        words.addAll(options);
        var hooks = Hooks.listen(socket, steps);
        try {
            var builder = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(verb + ".out").toFile());
            builder.environment().put(SOCKET, socket.toString());
            builder.environment().put("DESKFERRY_HOOK_CGROUP", cgroup.toString());
            builder.environment().put("DESKFERRY_HOOK_ACTIONS", String.join(" ", steps.keySet()));
            return new CriuRun(builder.start(), hooks, log, SOCKET + "=" + socket + "\0");
        } catch (IOException e) {
            hooks.close();
            throw e;
        }
    }

    /** Waits for the end; false if it has not come by then. */
    boolean ends(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** By a signal that nobody catches: it had no chance to say why. */
    boolean wasKilled() {
        return !process.isAlive() && process.exitValue() == KILLED;
    }

    boolean succeeded() {
        return !process.isAlive() && process.exitValue() == 0;
    }

    /** Runs {@code then} when CRIU has ended. */
    void whenEnded(Runnable then) {
        var _ = process.onExit().thenRun(then);
    }

    /** Why it failed, as far as CRIU's log tells; the end of that goes to ours. */
    String reason() {
        LOG.warn("CRIU failed; the end of its {}:\n{}", log.getFileName(), CriuLog.end(log));
        return CriuLog.reason(log);
    }

    /**
     * Kills what else is left of a CRIU that was killed: helpers of its own may wait for it for ever. They have its environment, as processes
     * that it has begun to restore may have, too.
     */
    void endHelpers() {
        ProcessHandle.allProcesses()
                .filter(other -> Proc.read(other.pid() + "/environ").orElse("").contains(mark))
                .forEach(CriuRun::end);
    }

    private static void end(ProcessHandle helper) {
        helper.destroyForcibly();
        helper.onExit().completeOnTimeout(helper, 1, TimeUnit.SECONDS).join();
    }

    /** Kills CRIU if it still runs. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        hooks.close();
    }
}
