package org.deskferry.host.display;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.deskferry.host.linux.Proc;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;

/** The displays of the pods of this workstation. Thread-safe. */
public final class Displays {
    private final Map<String, Display> displays = new ConcurrentHashMap<>();

    /** The display of a pod. What is asked of it fails while the pod has no process here. */
    public Display of(HostedPod pod) {
        return displays.computeIfAbsent(
                pod.id(),
                _ -> new Display(pod.name(), () -> {
                    var pid = pod.initPid().orElseThrow(() -> ended(pod));
                    return Proc.root(pid);
                }));
    }

    /** Forgets the display of a pod that has left. */
    public void forget(HostedPod pod) {
        displays.remove(pod.id());
    }

    private static ProblemException ended(HostedPod pod) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_DISPLAY_SILENT,
                "pod " + pod.name(),
                "Its session does not run here.",
                "Remove it with 'deskferry rm " + pod.name() + "' if it has ended.");
    }
}
