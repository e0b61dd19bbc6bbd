package org.deskferry.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
        DISK,
        OVERLAY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Workstation workstation;
    private final Path folder;
    private final String holder;
    private final List<Process> processes;

    private Outside(Workstation workstation, Path folder, String holder, List<Process> processes) {
        this.workstation = workstation;
        this.folder = folder;
        this.holder = holder;
        this.processes = processes;
    }

    static Outside start(Workstation workstation, Path packaging, Ground ground) {
        try {
            var folder = Files.createDirectory(workstation.folder().resolve("outside-" + ground));
            var image = workstation.run("sh", "-c", IMAGES).lines().findFirst().orElseThrow();
            var log = folder.resolve("log").toFile();
            var script = packaging.resolve("bench/outside").toAbsolutePath();
            var holder = workstation.start(log, script.toString(), image, folder.toString(), ground.toString());
            var pid = Eventually.value("the file tree outside", LIMIT, () -> read(folder.resolve("ready")));
            return new Outside(workstation, folder, pid, new ArrayList<>(List.of(holder)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip()).filter(line -> !line.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Its user's home, as seen from here. */
    Path home() {
        return workstation.root().resolve("proc/" + holder + "/root/home/user");
    }

    /** Starts a program in its user's home. */
    void launch(String... command) {
        var words = new ArrayList<>(List.of("nsenter", "--target", holder, "--mount", "--root", "--setuid", "1000"));
        // The environment is that of a program in a pod: what is looked for, and where, depends on it.
        words.addAll(List.of("--setgid", "1000", "--", "env", "--ignore-environment", "-C", "/home/user"));
        words.addAll(List.of("HOME=/home/user", "USER=user", "LOGNAME=user", "SHELL=/bin/bash", "LANG=C.UTF-8"));
        words.add("PATH=/usr/local/bin:/usr/bin:/bin");
        words.addAll(List.of(command));
        processes.addFirst(workstation.start(folder.resolve("programs.log").toFile(), words.toArray(String[]::new)));
    }

    @Override
    public void close() {
        processes.forEach(Node::end);
        workstation.run("rm", "-rf", "--one-file-system", folder.toString());
    }
}
