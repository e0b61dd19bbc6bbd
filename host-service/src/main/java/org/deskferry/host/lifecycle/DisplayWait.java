package org.deskferry.host.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.deskferry.host.linux.Proc;
import org.deskferry.host.linux.Syscalls;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;

/** Waits until the display of a new pod is there. */
final class DisplayWait {
    private static final String SOCKET = "/run/deskferry/vnc.sock";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private DisplayWait() {}

    static void until(HostedPod pod) throws InterruptedException {
        var end = System.nanoTime() + LIMIT.toNanos();
        while (!isThere(pod)) {
            if (pod.initPid().isEmpty()) {
                throw silent(pod, "Its session ended at once.");
            }
            if (System.nanoTime() > end) {
                throw silent(pod, "Its display did not appear within " + LIMIT.toSeconds() + " s.");
            }
            Thread.sleep(PAUSE);
        }
    }

    private static boolean isThere(HostedPod pod) {
        var pid = pod.initPid();
        if (pid.isEmpty()) {
            return false;
        }
        try (var socket = Syscalls.openInRoot(Proc.root(pid.getAsLong()), SOCKET)) {
            return Files.exists(socket.path());
        } catch (IOException e) {
            return false;
        }
    }

    private static ProblemException silent(HostedPod pod, String reason) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_DISPLAY_SILENT,
                "pod " + pod.name(),
                reason,
                "Check that the image has Xvnc and a session script; its log is /var/log/deskferry-session.log there.");
    }
}
