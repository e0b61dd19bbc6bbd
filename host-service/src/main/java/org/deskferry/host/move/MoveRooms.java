package org.deskferry.host.move;

import java.nio.file.Path;
import org.deskferry.host.checkpoint.Freezer;
import org.deskferry.host.checkpoint.Waker;
import org.deskferry.host.display.Displays;
import org.deskferry.host.files.ImageStore;
import org.deskferry.host.kept.KeptPages;
import org.deskferry.host.lifecycle.Census;
import org.deskferry.host.lifecycle.Lodging;
import org.deskferry.host.lifecycle.PodRemover;
import org.deskferry.host.memory.LiveMemory;
import org.deskferry.host.network.FrameHolds;
import org.deskferry.host.network.Lan;
import org.deskferry.host.network.PodLinks;
import org.deskferry.host.network.RepairMode;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.pod.Tombstones;

/**
 * The rooms of this workstation that a move walks through.
 *
 * @param machine what this machine is, for the other side to compare
 * @param checkpoints where checkpoints are kept while they are under way
 */
public record MoveRooms(
        Machine machine,
        Pods pods,
        Tombstones tombstones,
        ImageStore images,
        LiveMemory memory,
        KeptPages kept,
        Freezer freezer,
        Waker waker,
        PodLinks links,
        FrameHolds frameHolds,
        Lan lan,
        Displays displays,
        PodRemover remover,
        Census census,
        Lodging lodging,
        WhereaboutsNews news,
        Path checkpoints) {

    /** Lets a pod that stood still run again, unless it has ended: with its connections in order, and its link open. */
    void goOn(HostedPod pod) {
        RepairMode.end(pod.cgroup().pids());
        pod.initPid().ifPresent(initPid -> {
            try {
                links.open(pod.manifest(), initPid);
            } finally {
                pod.cgroup().thaw();
            }
        });
    }
}
