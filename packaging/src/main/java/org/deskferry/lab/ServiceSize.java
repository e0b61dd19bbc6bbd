package org.deskferry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much of the machine a host service has.
 *
 * @param rssMib resident memory
 * @param descriptors open files
 * @param threads of the operating system
 * @param files in the folders it keeps: state without images, run time, settings
 */
record ServiceSize(long rssMib, int descriptors, int threads, int files) {
    private static final Path PROC = Path.of("/proc");
    private static final long KIB_PER_MIB = 1024;
    /** Descriptors and memory of what has just ended go a little later. */
    private static final Duration CALM = Duration.ofSeconds(3);

    /** After a full garbage collection, so that only what is held counts. */
    static ServiceSize afterCollection(Workstation workstation) {
        var pid = pid(workstation);
        Eventually.pause(CALM);
        collect(pid);
        return of(workstation, pid);
    }

    /** The service, as the machine numbers it. */
    static long pid(Workstation workstation) {
        var inner =
                Node.read(workstation.root().resolve("run/deskferry-host.pid")).strip();
        return Processes.in(PROC).keySet().stream()
                .filter(pid -> Processes.innermost(PROC, pid) == Integer.parseInt(inner))
                .filter(pid -> sameFile(namespace(pid), namespace(workstation.pid())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no host service runs on " + workstation.name()));
    }

    static long rssMib(long pid) {
        return Processes.field(PROC, pid, "VmRSS")
                .map(text -> Long.parseLong(text.replaceAll("\\D", "")) / KIB_PER_MIB)
                .orElse(0L);
    }

    ServiceSize minus(ServiceSize before) {
        return new ServiceSize(
                rssMib - before.rssMib,
                descriptors - before.descriptors,
                threads - before.threads,
                files - before.files);
    }

    @Override
    public String toString() {
        return rssMib + " MiB resident, " + descriptors + " descriptors, " + threads + " threads, " + files + " files";
    }

    private static ServiceSize of(Workstation workstation, long pid) {
        var files = Stream.of("var/lib/deskferry/pods", "run/deskferry", "etc/deskferry")
                .mapToInt(folder -> count(workstation.root().resolve(folder), 3))
                .sum();
        return new ServiceSize(
                rssMib(pid), count(PROC.resolve(pid + "/fd"), 1), count(PROC.resolve(pid + "/task"), 1), files);
    }

    private static void collect(long pid) {
        // Services of different nodes may have one number inside, and the nodes share /tmp: who answers there may be
        // another.
        var door = Path.of("/tmp/.java_pid" + Processes.innermost(PROC, pid));
        try {
            Files.deleteIfExists(door);
            var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            var _ = Run.of(List.of(jcmd.toString(), Long.toString(pid), "GC.run"))
                    .orThrow();
            Files.deleteIfExists(door);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path namespace(long pid) {
        return PROC.resolve(pid + "/ns/pid");
    }

    private static boolean sameFile(Path one, Path other) {
        try {
            return Files.readSymbolicLink(one).equals(Files.readSymbolicLink(other));
        } catch (IOException e) {
            return false;
        }
    }

    /** How many there are below a folder, which may be changing. */
    private static int count(Path folder, int depth) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return (int) files.count() - 1;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
