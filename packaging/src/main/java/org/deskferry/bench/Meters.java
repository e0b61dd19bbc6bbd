package org.deskferry.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.deskferry.lab.LabPod;
import org.deskferry.lab.Workstation;

/** What the kernel counts, read through the machine's /proc. */
final class Meters {
    private static final Path PROC = Path.of("/proc");
    private static final Pattern PSS = Pattern.compile("(?m)^Pss: +(\\d+) kB");
    private static final int KIB = 1024;
    /** USER_HZ of Linux (sysconf(3), _SC_CLK_TCK): the unit of times in /proc/PID/stat. */
    private static final double TICKS_PER_S = 100;
    /** Of /proc/PID/stat (proc(5)), counted behind the name: utime, stime, and those of children that were waited for. */
    private static final List<Integer> TIMES = List.of(11, 12, 13, 14);

    private static final int BYTES_SENT = 8;

    private Meters() {}

    /** Bytes that a workstation's network card has sent. */
    static long sent(Workstation workstation) {
        return read(PROC.resolve(workstation.pid() + "/net/dev"))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("uplink:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip().split(" +", -1))
                .mapToLong(fields -> Long.parseLong(fields[BYTES_SENT]))
                .findFirst()
                .orElseThrow();
    }

    /** Seconds of processor time that a host service and what it has run have had. */
    static double processorTime(Workstation workstation) {
        var stat = read(PROC.resolve(workstation.servicePid() + "/stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return TIMES.stream().mapToLong(index -> Long.parseLong(fields[index])).sum() / TICKS_PER_S;
    }

    /** Bytes of memory that a pod has; what processes share is counted once. */
    static long resident(LabPod pod) {
        return pod.members()
                        .map(pid -> PSS.matcher(read(PROC.resolve(pid + "/smaps_rollup"))))
                        .flatMap(matcher -> matcher.find() ? Stream.of(matcher.group(1)) : Stream.of())
                        .mapToLong(Long::parseLong)
                        .sum()
                * KIB;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
