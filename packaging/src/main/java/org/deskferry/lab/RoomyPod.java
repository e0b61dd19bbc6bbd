package org.deskferry.lab;

import com.google.protobuf.util.Durations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Moves a desktop with a program that has a lot of memory, and looks how much the host services need for that.
 *
 * <p>Its last line: {@code memory: pod_mb=N source_rss_mb=BEFORE..MOST destination_rss_mb=BEFORE..MOST frozen_ms=N}.
 */
public final class RoomyPod {
    private static final Duration SAMPLE = Duration.ofMillis(50);
    private static final Duration FILL_LIMIT = Duration.ofMinutes(5);

    private RoomyPod() {}

    /** {@code arguments}: the project's folder "packaging", the lab's folder, MiB of memory. */
    public static void main(String[] arguments) {
        var mebibytes = Integer.parseInt(arguments[2]);
        try (var lab = Lab.fresh(Path.of(arguments[0]), Path.of(arguments[1]), 2);
                var pod = LabPod.create(lab, lab.workstation("wsa"), "roomy")) {
            fill(pod, mebibytes);
            report(lab, pod, mebibytes);
        }
    }

    private static void fill(LabPod pod, int mebibytes) {
        pod.write(pod.home().resolve("roomy.py"), Resources.read(RoomyPod.class, "roomy.py"));
        pod.launch("python3", "roomy.py", Integer.toString(mebibytes), "filled");
        Eventually.that(
                "the memory is filled",
                FILL_LIMIT,
                () -> Files.exists(pod.home().resolve("filled")));
    }

    private static void report(Lab lab, LabPod pod, int mebibytes) {
        var largest = new LinkedHashMap<String, AtomicLong>();
        var before = new LinkedHashMap<String, Long>();
        var over = new AtomicBoolean();
        lab.workstations().forEach(workstation -> {
            var pid = ServiceSize.pid(workstation);
            before.put(workstation.name(), ServiceSize.rssMib(pid));
            var most = new AtomicLong();
            largest.put(workstation.name(), most);
            Thread.startVirtualThread(() -> sample(pid, most, over));
        });
        var result = pod.moveTo(lab.workstation("wsb"));
        over.set(true);
        System.out.printf(
                "memory: pod_mb=%d source_rss_mb=%s destination_rss_mb=%s frozen_ms=%d%n",
                mebibytes,
                span(before, largest, "wsa"),
                span(before, largest, "wsb"),
                Durations.toMillis(result.getFrozen()));
    }

    private static String span(Map<String, Long> before, Map<String, AtomicLong> largest, String name) {
        return before.get(name) + ".." + largest.get(name);
    }

    private static void sample(long pid, AtomicLong most, AtomicBoolean over) {
        while (!over.get()) {
            most.accumulateAndGet(ServiceSize.rssMib(pid), Math::max);
            Eventually.pause(SAMPLE);
        }
    }
}
