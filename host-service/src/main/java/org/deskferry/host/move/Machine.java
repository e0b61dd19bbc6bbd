package org.deskferry.host.move;

import com.google.protobuf.util.Timestamps;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deskferry.host.checkpoint.Engine;
import org.deskferry.host.linux.Proc;
import org.deskferry.host.machine.Sensors;
import org.deskferry.host.machine.Version;
import org.deskferry.proto.v1.MachineFacts;

/**
 * This workstation as the other side of a move has to know it.
 *
 * @param sensors measure this machine
 */
public record Machine(Sensors sensors, Engine engine) {
    private static final Pattern FLAGS = Pattern.compile("(?m)^flags\\s*: (.*)$");

    public String name() {
        return sensors.name();
    }

    public MachineFacts facts() {
        return MachineFacts.newBuilder()
                .setKernel(Sensors.kernel())
                .setEngine(engine.version())
                .setVersion(Version.current())
                .addAllCpuFlags(cpuFlags())
                .setTime(Timestamps.now())
                .build();
    }

    public Path state() {
        return sensors.state();
    }

    public long memoryAvailable() {
        return sensors.facts().getMemoryAvailableBytes();
    }

    public long diskFree() {
        return sensors.facts().getDiskFreeBytes();
    }

    private static List<String> cpuFlags() {
        return Proc.read("cpuinfo")
                .map(FLAGS::matcher)
                .filter(Matcher::find)
                .map(match -> List.of(match.group(1).split(" ", -1)))
                .orElse(List.of());
    }
}
