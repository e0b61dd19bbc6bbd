package org.deskferry.host.display;

import java.util.List;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Program;

/** The windows of a session as the programs that have them. */
public final class Programs {
    private Programs() {}

    /** None while the display is paused or silent: that is no reason to say nothing of the pod. */
    public static List<Program> of(Displays displays, HostedPod pod) {
        try {
            return displays.of(pod).windows().stream().map(Programs::program).toList();
        } catch (ProblemException e) {
            return List.of();
        }
    }

    private static Program program(Window window) {
        return Program.newBuilder()
                .setPid(window.pid())
                .setName(window.program())
                .setTitle(window.title())
                .build();
    }
}
