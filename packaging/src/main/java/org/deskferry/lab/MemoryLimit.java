package org.deskferry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Lets a host service have no more memory than it has: the kernel ends it as soon as it wants some. */
final class MemoryLimit {
    private static final Path CONTROLLER = Path.of("/sys/fs/cgroup/memory");
    private static final long BYTES = 1 << 20;

    private MemoryLimit() {}

    /**
     * Limits it, where the machine can.
     *
     * @param restart starts the service again, if it was ended
     */
    static Optional<Lab.Change> of(Workstation workstation, Runnable restart) {
        if (!Files.isDirectory(CONTROLLER)) {
            return Optional.empty();
        }
        var service = ServiceSize.pid(workstation);
        var group = CONTROLLER.resolve("deskferry-faults-" + service);
        try {
            Files.createDirectories(group);
            Files.writeString(group.resolve("memory.limit_in_bytes"), Long.toString(BYTES));
            Files.writeString(group.resolve("cgroup.procs"), Long.toString(service));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(() -> lift(group, service, restart));
    }

    private static void lift(Path group, long service, Runnable restart) {
        try {
            for (var pid : Files.readAllLines(group.resolve("cgroup.procs"))) {
                Files.writeString(CONTROLLER.resolve("cgroup.procs"), pid);
            }
            Files.delete(group);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Files.exists(Path.of("/proc/" + service))) {
            restart.run();
        }
    }
}
