package org.deskferry.host.pod;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.ProblemKind;

/**
 * A pod that is being started by the helper {@code podinit}: its namespaces stand, its session waits for {@link #go}.
 * Closed before that, nothing of it remains.
 */
public final class PodInit implements AutoCloseable {
    private static final Duration END_LIMIT = Duration.ofSeconds(5);
    private static final String SESSION = "/usr/lib/deskferry/session";

    private final Process launcher;
    private final BufferedReader output;
    private final long pid;

    private PodInit(Process launcher, BufferedReader output, long pid) {
        this.launcher = launcher;
        this.output = output;
        this.pid = pid;
    }

    /** Makes the namespaces of a pod whose root is mounted. */
    public static PodInit prepare(Path helper, PodManifest manifest, PodFolder folder) {
        try {
            var launcher = new ProcessBuilder(words(helper, manifest, folder)).start();
            var output = launcher.inputReader(StandardCharsets.UTF_8);
            var line = output.readLine();
            if (line == null || !line.startsWith("pid=")) {
                throw failed(manifest, launcher);
            }
            return new PodInit(launcher, output, Long.parseLong(line.substring("pid=".length())));
        } catch (IOException e) {
            throw ProblemException.causedBy(
                    e,
                    ProblemKind.PROBLEM_KIND_INTERNAL,
                    say("helper {0}", helper),
                    say("It cannot be started: {0}.", e.getMessage()),
                    say("Reinstall the package deskferry-host."));
        }
    }

    private static List<String> words(Path helper, PodManifest manifest, PodFolder folder) {
        var ids = manifest.getIds();
        var size = manifest.getGeometry();
        var words = new ArrayList<>(
                List.of(helper.toString(), "--root", folder.root().toString()));
        words.addAll(List.of("--ids", ids.getFirst() + ":" + ids.getCount(), "--hostname", manifest.getName()));
        words.addAll(List.of("--env", "DESKFERRY_GEOMETRY=" + size.getWidth() + "x" + size.getHeight()));
        if (Privileges.canBeGained(folder.root())) {
            words.add("--allow-new-privs");
        }
        words.addAll(List.of("--", SESSION));
        return words;
    }

    /** The pod's first process as this machine numbers it. */
    public long pid() {
        return pid;
    }

    /** Lets the session begin; from here on the pod lives by itself. */
    public void go(PodManifest manifest) {
        try {
            try (var input = launcher.outputWriter(StandardCharsets.UTF_8)) {
                input.write("go\n");
            }
            if (!"started".equals(output.readLine())) {
                throw failed(manifest, launcher);
            }
        } catch (IOException e) {
            throw failed(manifest, launcher);
        }
    }

    @Override
    public void close() {
        try {
            launcher.getOutputStream().close();
            if (!launcher.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                launcher.destroyForcibly();
            }
        } catch (IOException e) {
            launcher.destroyForcibly();
        } catch (InterruptedException e) {
            launcher.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static ProblemException failed(PodManifest manifest, Process launcher) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_INTERNAL,
                say("pod {0}", manifest.getName()),
                say("Its namespaces cannot be made: {0}.", errors(launcher)),
                say("Check that the kernel allows user namespaces (user.max_user_namespaces)."));
    }

    private static String errors(Process launcher) {
        try (var errors = launcher.errorReader(StandardCharsets.UTF_8)) {
            return errors.lines()
                    .reduce((first, second) -> first + "; " + second)
                    .orElse("no message");
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
