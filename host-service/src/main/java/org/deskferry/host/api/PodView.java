package org.deskferry.host.api;

import java.util.List;
import org.deskferry.host.display.Displays;
import org.deskferry.host.display.Window;
import org.deskferry.host.network.Connections;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Program;

/** A pod as apps see it. */
final class PodView {
    private final Displays displays;

    PodView(Displays displays) {
        this.displays = displays;
    }

    Pod of(HostedPod pod) {
        var view = Pod.newBuilder()
                .setManifest(pod.manifest())
                .setState(pod.state())
                .setStarted(pod.manifest().getCreated())
                .setMemoryBytes(pod.memoryBytes())
                .setProcesses(pod.cgroup().pids().size())
                .setMoveId(pod.moveId());
        pod.initPid().ifPresent(pid -> view.setConnections(Connections.count(pid)));
        windows(pod).forEach(window -> view.addPrograms(program(window)));
        return view.build();
    }

    /** None while the display is paused or silent: that is no reason to say nothing of the pod. */
    private List<Window> windows(HostedPod pod) {
        try {
            return pod.state() == PodState.POD_STATE_RUNNING ? displays.of(pod).windows() : List.of();
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
