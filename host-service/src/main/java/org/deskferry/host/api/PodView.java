package org.deskferry.host.api;

import org.deskferry.host.display.Displays;
import org.deskferry.host.display.Programs;
import org.deskferry.host.move.Doubt;
import org.deskferry.host.network.Connections;
import org.deskferry.host.network.Leases;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.PodState;

/** A pod as apps see it. */
public final class PodView {
    private final Displays displays;
    private final Leases leases;

    public PodView(Displays displays, Leases leases) {
        this.displays = displays;
        this.leases = leases;
    }

    Pod of(HostedPod pod) {
        var view = Pod.newBuilder()
                .setManifest(pod.manifest().toBuilder().clearKeptKey())
                .setState(pod.state())
                .setStarted(pod.manifest().getCreated())
                .setMemoryBytes(pod.memoryBytes())
                .setProcesses(pod.cgroup().pids().size())
                .setMoveId(pod.moveId());
        if (pod.state() == PodState.POD_STATE_IN_DOUBT) {
            view.addAllProblems(Doubt.of(pod));
        }
        view.addAllProblems(leases.problems(pod.id()));
        pod.initPid().ifPresent(pid -> view.setConnections(Connections.count(pid)));
        if (pod.state() == PodState.POD_STATE_RUNNING) {
            view.addAllPrograms(Programs.of(displays, pod));
        }
        if (pod.record().getStage() == PodRecord.Stage.STAGE_SUSPENDED) {
            var suspension = pod.record().getResting().getSuspension();
            view.setSuspension(suspension).addAllPrograms(suspension.getProgramsList());
        }
        return view.build();
    }
}
