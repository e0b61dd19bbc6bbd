package org.deskferry.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.deskferry.lab.Eventually;
import org.deskferry.lab.Node;
import org.deskferry.lab.Workstation;

/** The programs of a pod's image, on a workstation and not in a pod. Closing leaves nothing. */
final class Outside implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String IMAGES =
            "find /var/lib/deskferry/images -maxdepth 4 -path '*/usr' -prune -printf '%h\\n'";

    private final Workstation workstation;
    private final Path folder;
    private final Process holder;

    private Outside(Workstation workstation, Path folder, Process holder) {
        this.workstation = workstation;
        this.folder = folder;
        this.holder = holder;
    }

    static Outside start(Workstation workstation, Path packaging) {
        try {
            var folder = Files.createDirectory(workstation.folder().resolve("outside"));
            var image = workstation.run("sh", "-c", IMAGES).lines().findFirst().orElseThrow();
            var ready = folder.resolve("ready");
            var holder = workstation.start(
                    folder.resolve("log").toFile(),
                    packaging.resolve("bench/outside").toAbsolutePath().toString(),
                    image,
                    folder.toString(),
                    ready.toString());
            var outside = new Outside(workstation, folder, holder);
            Eventually.that(
                    "the screen outside",
                    LIMIT,
                    () -> Files.exists(ready) && outside.attempt("test -S /tmp/.X11-unix/X7"));
            return outside;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String name, byte[] content) {
        try {
            Files.write(folder.resolve("home").resolve(name), content);
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
                .filter(process -> process.getValue().startsWith("Xvnc :7 "))
                .map(process -> Long.toString(process.getKey()))
                .findFirst()
                .orElse("1");
        var words = new ArrayList<>(List.of("nsenter", "--target", pid, "--mount", "--root", "--setuid", "1000"));
        words.addAll(List.of("--setgid", "1000", "--", "env", "-C", "/home/user", "HOME=/home/user", "DISPLAY=:7"));
        words.addAll(List.of("PATH=/usr/bin:/bin", "bash", "-c", command));
        return words.toArray(String[]::new);
    }

    @Override
    public void close() {
        Node.end(holder);
        workstation.run("rm", "-rf", "--one-file-system", folder.toString());
    }
}
