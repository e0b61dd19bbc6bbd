package org.deskferry.host.lifecycle;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.deskferry.host.display.Display;
import org.deskferry.host.linux.Proc;
import org.deskferry.host.linux.Syscalls;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.ProblemKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until the session of a new pod can be worked in. */
final class SessionWait {
    private static final Logger LOG = LoggerFactory.getLogger(SessionWait.class);
    private static final String SOCKET = "/run/deskferry/vnc.sock";
    private static final Duration DISPLAY_LIMIT = Duration.ofSeconds(60);
    private static final Duration MANAGER_LIMIT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private SessionWait() {}

    /** Waits for the display, without which there is no session, and then for its window manager, which an image may lack. */
    static void until(HostedPod pod, Display display) throws InterruptedException {
        if (!within(DISPLAY_LIMIT, pod, () -> isThere(pod))) {
            throw silent(pod, say("Its display did not appear within {0} s.", DISPLAY_LIMIT.toSeconds()));
        }
        if (!within(MANAGER_LIMIT, pod, () -> isManaged(display))) {
            LOG.warn("pod {} has no window manager after {} s", pod.name(), MANAGER_LIMIT.toSeconds());
        }
    }

    private static boolean within(Duration limit, HostedPod pod, BooleanSupplier sign) throws InterruptedException {
        var end = System.nanoTime() + limit.toNanos();
        while (!sign.getAsBoolean()) {
            if (pod.initPid().isEmpty()) {
                throw silent(pod, say("Its session ended at once."));
            }
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(PAUSE);
        }
        return true;
    }

    /** Not while the display is still silent, either. */
    private static boolean isManaged(Display display) {
        try {
            return display.isManaged();
        } catch (ProblemException e) {
            return false;
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

    private static ProblemException silent(HostedPod pod, Phrase reason) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_DISPLAY_SILENT,
                say("pod {0}", pod.name()),
                reason,
                say(
                        "Check that the image has Xvnc and a session script; its log is /var/log/deskferry-session.log there."));
    }
}
