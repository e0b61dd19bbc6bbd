package org.deskferry.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deskferry.lab.Eventually;
import org.deskferry.lab.Node;
import org.deskferry.lab.Workstation;

/** The programs of a pod's image, on a workstation and not in a pod. Closing leaves nothing. */
final class Outside implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String IMAGES =
            "find /var/lib/deskferry/images -maxdepth 4 -path '*/usr' -prune -printf '%h\\n'";

    /** What the file tree is on, by the script's names. */
    enum Ground {
        DISK(7),
        OVERLAY(8);

        private final int display;

        Ground(int display) {
            this.display = display;
        }
    }

    private final Workstation workstation;
    private final Ground ground;
    private final Path folder;
    private final Process holder;

    private Outside(Workstation workstation, Ground ground, Path folder, Process holder) {
        this.workstation = workstation;
        this.ground = ground;
        this.folder = folder;
        this.holder = holder;
    }

    static Outside start(Workstation workstation, Path packaging, Ground ground) {
        try {
            var name = ground.name().toLowerCase(Locale.ROOT);
            var folder = Files.createDirectory(workstation.folder().resolve("outside-" + name));
            var image = workstation.run("sh", "-c", IMAGES).lines().findFirst().orElseThrow();
            var ready = folder.resolve("ready");
            var holder = workstation.start(
                    folder.resolve("log").toFile(),
                    packaging.resolve("bench/outside").toAbsolutePath().toString(),
                    image,
                    folder.toString(),
                    ready.toString(),
                    name,
                    Integer.toString(ground.display));
            var outside = new Outside(workstation, ground, folder, holder);
            Eventually.that(
                    "the screen outside",
                    LIMIT,
                    () -> Files.exists(ready) && outside.attempt("test -S /tmp/.X11-unix/X" + ground.display));
            return outside;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command of bash in its user's home, and returns what that said. */
    String ask(String command) {
        return workstation.run(words(command));
    }

    private boolean attempt(String command) {
        return workstation.attempt(words(command)).exitCode() == 0;
    }

    private String[] words(String command) {
        var pid = workstation.processes().entrySet().stream()
                .filter(process -> process.getValue().startsWith("Xvnc :" + ground.display + " "))
                .map(process -> Long.toString(process.getKey()))
                .findFirst()
                .orElse("1");
        var words = new ArrayList<>(List.of("nsenter", "--target", pid, "--mount", "--root", "--setuid", "1000"));
        // The environment is that of a program in a pod: what is looked for, and where, depends on it.
        words.addAll(List.of("--setgid", "1000", "--", "env", "--ignore-environment", "-C", "/home/user"));
        words.addAll(List.of("HOME=/home/user", "USER=user", "LOGNAME=user", "SHELL=/bin/bash", "LANG=C.UTF-8"));
        words.addAll(List.of("PATH=/usr/local/bin:/usr/bin:/bin", "DISPLAY=:" + ground.display, "bash", "-c", command));
        return words.toArray(String[]::new);
    }

    @Override
    public void close() {
        Node.end(holder);
        workstation.run("rm", "-rf", "--one-file-system", folder.toString());
    }
}
