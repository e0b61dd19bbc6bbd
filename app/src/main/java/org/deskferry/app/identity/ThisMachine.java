package org.deskferry.app.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** This machine, as what is installed on it says. {@code root}: its file tree. */
public record ThisMachine(Path root) {
    private static final String NAME = "name=";

    public static ThisMachine real() {
        return new ThisMachine(Path.of("/"));
    }

    /** What it is called as a workstation, if the host service is installed: as its settings say, else its host name. */
    public Optional<String> workstation() {
        var settings = root.resolve("etc/deskferry/host.conf");
        if (!Files.exists(settings)) {
            return Optional.empty();
        }
        return lines(settings).stream()
                .map(String::strip)
                .filter(line -> line.startsWith(NAME))
                .map(line -> line.substring(NAME.length()).strip())
                .reduce((_, last) -> last)
                .or(() -> Optional.of(hostName()))
                .filter(name -> !name.isEmpty());
    }

    /** Without its domain. */
    public String hostName() {
        return lines(root.resolve("proc/sys/kernel/hostname")).stream()
                .findFirst()
                .map(name -> name.strip().split("\\.", 2)[0])
                .orElse("");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
