package org.deskferry.host.inspection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deskferry.host.linux.Proc;
import org.jspecify.annotations.Nullable;

/** A process of a pod as /proc shows it. Each part is read once. */
final class Program {
    private final long pid;
    private final Map<String, String> status;
    private @Nullable List<OpenFile> files;

    Program(long pid) {
        this.pid = pid;
        this.status = status(pid + "/status");
    }

    private static Map<String, String> status(String file) {
        return Proc.read(file).stream()
                .flatMap(String::lines)
                .map(line -> line.split(":\\s*", 2))
                .filter(parts -> parts.length == 2)
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (one, _) -> one));
    }

    /** As the machine numbers it. */
    long pid() {
        return pid;
    }

    /** Whether it is there and more than a zombie. */
    boolean lives() {
        return !status.isEmpty() && !status.getOrDefault("State", "Z").startsWith("Z");
    }

    /** As its pod numbers it; 0 if it is gone. */
    int innerPid() {
        return innermost("NSpid");
    }

    /** A field of proc(5)'s status that lists a number for each pid namespace, at the innermost. */
    int innermost(String field) {
        var numbers = status.getOrDefault(field, "0").split("\\s+", -1);
        return Integer.parseInt(numbers[numbers.length - 1]);
    }

    String command() {
        return status.getOrDefault("Name", "");
    }

    long parent() {
        return Long.parseLong(status.getOrDefault("PPid", "0"));
    }

    /** Its threads that a debugger has hold of, or itself. */
    boolean isTraced() {
        var threads = Integer.parseInt(status.getOrDefault("Threads", "1"));
        return traces(status) || (threads > 1 && threads().map(Program::status).anyMatch(Program::traces));
    }

    private static boolean traces(Map<String, String> status) {
        return !status.getOrDefault("TracerPid", "0").equals("0");
    }

    private Stream<String> threads() {
        return list("task").map(tid -> pid + "/task/" + tid + "/status");
    }

    /** Whether it waits inside the kernel and cannot be stopped. */
    boolean isUninterruptible() {
        return status.getOrDefault("State", "").startsWith("D");
    }

    /** Identifies the namespace of a kind it is in, "mnt:[4026531841]"; empty if that cannot be told. */
    Optional<String> namespace(String kind) {
        return link("ns/" + kind);
    }

    /** What it has open. */
    List<OpenFile> files() {
        if (files == null) {
            files = list("fd")
                    .flatMap(
                            fd -> link("fd/" + fd).stream().map(link -> new OpenFile(this, Integer.parseInt(fd), link)))
                    .toList();
        }
        return files;
    }

    /** The lines of proc(5)'s {@code maps}. */
    Stream<String> mappings() {
        return Proc.read(pid + "/maps").stream().flatMap(String::lines);
    }

    Path path(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }

    private Stream<String> list(String folder) {
        try (var entries = Files.newDirectoryStream(path(folder))) {
            var names = Stream.<String>builder();
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
            return names.build();
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            return Stream.of();
        }
    }

    private Optional<String> link(String name) {
        try {
            return Optional.of(Files.readSymbolicLink(path(name)).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
