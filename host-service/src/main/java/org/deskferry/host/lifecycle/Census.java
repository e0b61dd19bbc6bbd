package org.deskferry.host.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deskferry.host.linux.Proc;
import org.deskferry.host.network.FrameHold;
import org.deskferry.host.network.PodLinks;
import org.deskferry.host.pod.Cgroups;
import org.deskferry.host.pod.PodStore;
import org.deskferry.host.pod.UsrMount;

/** Counts what a pod has on this machine by looking at the machine, not at what the service believes. */
public final class Census {
    private final PodStore store;
    private final Cgroups cgroups;
    private final PodLinks links;
    private final Path checkpoints;

    /** A census that also looks for files of moves below {@code checkpoints}. */
    public Census(PodStore store, Cgroups cgroups, PodLinks links, Path checkpoints) {
        this.store = store;
        this.cgroups = cgroups;
        this.links = links;
        this.checkpoints = checkpoints;
    }

    /** Everything of a pod that is here, a line a thing; empty when nothing is. */
    public List<String> everything(String podId) {
        var folder = store.folder(podId).path();
        var found = new ArrayList<String>();
        processes(podId).forEach(pid -> found.add("process " + pid + " " + Proc.command(pid)));
        mountsBelow(folder).forEach(mount -> found.add("mount " + mount));
        links.of(podId).forEach(link -> found.add("link " + link));
        if (links.firewall().exists(podId)) {
            found.add("firewall table " + PodLinks.name(podId));
        }
        var cgroup = cgroups.of(podId);
        if (cgroup.exists()) {
            found.add("cgroup " + cgroup.path());
        }
        if (Files.exists(folder)) {
            found.add("files " + folder);
        }
        found.addAll(strays(podId));
        return found;
    }

    /** What a move has left beside a pod that runs here: checkpoints, mounts and links that only a move needs. */
    public List<String> strays(String podId) {
        var folder = store.folder(podId);
        var found = new ArrayList<String>();
        for (var onlyInBetween : new Path[] {folder.lower(), UsrMount.point(folder)}) {
            mountsBelow(onlyInBetween).forEach(mount -> found.add("mount " + mount));
        }
        if (PodLinks.isStoodInFor(podId)) {
            found.add("link " + FrameHold.port(podId));
        }
        try (Stream<Path> files = Files.exists(checkpoints) ? Files.list(checkpoints) : Stream.empty()) {
            files.filter(file -> file.getFileName().toString().startsWith(podId))
                    .forEach(file -> found.add("checkpoint " + file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Processes in the pod's control group, and any other that has its root in the pod. */
    private List<Long> processes(String podId) {
        var group = "/" + cgroups.of(podId).path().getFileName();
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> Proc.read(pid + "/cgroup").stream()
                        .flatMap(String::lines)
                        .anyMatch(line -> line.endsWith(group) || line.contains(group + "/")))
                .toList();
    }

    private static List<String> mountsBelow(Path folder) {
        return Proc.read("self/mountinfo").stream()
                .flatMap(String::lines)
                .map(line -> line.split(" ", -1)[4])
                .filter(target -> Path.of(target).startsWith(folder))
                .toList();
    }
}
