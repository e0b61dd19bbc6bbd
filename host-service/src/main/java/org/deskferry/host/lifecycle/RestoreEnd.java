package org.deskferry.host.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.deskferry.host.linux.Proc;
import org.deskferry.host.pod.HostedPod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the end of a restore that an earlier service has begun: until then nobody knows whether the pod's processes will run
 * or be ended. CRIU gives up by itself, as nobody answers its hooks any more.
 */
final class RestoreEnd {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreEnd.class);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private RestoreEnd() {}

    static void await(HostedPod pod) {
        var end = System.nanoTime() + LIMIT.toNanos();
        try {
            while (isUnderWay(pod)) {
                if (System.nanoTime() > end) {
                    LOG.warn("pod {}: its restore does not end, and is ended", pod.name());
                    pod.cgroup().destroy();
                    return;
                }
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** CRIU restores a pod from inside its control group, but not from inside its process namespace. */
    private static boolean isUnderWay(HostedPod pod) {
        return pod.cgroup().pids().stream()
                .filter(RestoreEnd::isOfThisMachine)
                .flatMap(pid -> Proc.read(pid + "/cmdline").stream())
                .anyMatch(line -> line.contains("\0--restore-detached\0"));
    }

    private static boolean isOfThisMachine(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/pid"))
                    .equals(Files.readSymbolicLink(Path.of("/proc/self/ns/pid")));
        } catch (IOException e) {
            return false;
        }
    }
}
