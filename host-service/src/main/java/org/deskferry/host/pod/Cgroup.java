package org.deskferry.host.pod;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.deskferry.proto.v1.Limits;

/** The control group (version 2) of one pod: names its processes, limits and ends them. */
public final class Cgroup {
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final Path path;

    Cgroup(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    public boolean exists() {
        return Files.isDirectory(path);
    }

    /** Makes the group. Limits that the machine has no controller for are left out. */
    public void create(Limits limits) {
        try {
            Files.createDirectories(path);
            limit("memory.max", limits.getMemoryBytes());
            limit("pids.max", limits.getProcesses());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void limit(String file, long value) throws IOException {
        if (value > 0 && Files.exists(path.resolve(file))) {
            Files.writeString(path.resolve(file), Long.toUnsignedString(value));
        }
    }

    /** Takes in a process; its later children follow. */
    public void add(long pid) {
        try {
            Files.writeString(path.resolve("cgroup.procs"), Long.toString(pid));
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " cannot join " + path, e);
        }
    }

    public List<Long> pids() {
        try {
            return Files.readAllLines(path.resolve("cgroup.procs")).stream()
                    .map(Long::parseLong)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops every process of the group until {@link #thaw}. */
    public void freeze() {
        setFrozen("1");
    }

    public void thaw() {
        setFrozen("0");
    }

    private void setFrozen(String value) {
        try {
            Files.writeString(path.resolve("cgroup.freeze"), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills every process of the group at once and waits for their end, then removes the group. */
    public void destroy() {
        if (!exists()) {
            return;
        }
        try {
            Files.writeString(path.resolve("cgroup.kill"), "1");
            awaitEmpty();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitEmpty() throws IOException, InterruptedException {
        var events = path.resolve("cgroup.events");
        var end = System.nanoTime() + END_LIMIT.toNanos();
        while (Files.readString(events).contains("populated 1")) {
            if (System.nanoTime() > end) {
                throw new IOException("processes in " + path + " do not end: " + pids());
            }
            Thread.sleep(2);
        }
    }
}
