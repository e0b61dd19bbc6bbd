package org.deskferry.host.machine;

import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deskferry.host.linux.Proc;
import org.deskferry.proto.v1.WorkstationFacts;

/**
 * What can be measured of this machine.
 *
 * @param name the workstation's
 * @param state the folder whose file system counts as its disk; exists
 * @param engine the checkpoint engine's version, or empty
 */
public record Sensors(String name, Path state, String engine) {
    private static final long KIBI = 1024;

    /** What is true at this moment; images and problems are for others to add. */
    public WorkstationFacts facts() {
        return WorkstationFacts.newBuilder()
                .setName(name)
                .setLoad(load())
                .setCpus(Runtime.getRuntime().availableProcessors())
                .setMemoryTotalBytes(memory("MemTotal"))
                .setMemoryAvailableBytes(memory("MemAvailable"))
                .setDiskFreeBytes(freeDisk())
                .setKernel(kernel())
                .setEngine(engine)
                .setVersion(Version.current())
                .setTime(Timestamps.now())
                .build();
    }

    /** The release of the running kernel, "6.18.5". */
    public static String kernel() {
        return Proc.read("sys/kernel/osrelease").map(String::strip).orElse("");
    }

    private long freeDisk() {
        try {
            return Files.getFileStore(state).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double load() {
        return Proc.read("loadavg")
                .map(text -> Double.parseDouble(text.split(" ", 2)[0]))
                .orElse(0.0);
    }

    private static long memory(String field) {
        return Proc.read("meminfo").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(number -> Long.parseLong(number) * KIBI)
                .findFirst()
                .orElse(0);
    }
}
