package org.deskferry.host.display;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.deskferry.host.linux.Proc;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;

/** The displays of the pods of this workstation. Thread-safe. */
public final class Displays {
    private final Map<String, Shown> displays = new ConcurrentHashMap<>();

    /** A display and the stay of a pod that it is of. */
    private record Shown(HostedPod pod, Display display) {}

    /**
     * The display of a pod, the same as long as the pod stays. What is asked of it fails while the pod has no process
     * here. A pod that left and came back has a new one.
     */
    public Display of(HostedPod pod) {
        return displays.compute(pod.id(), (_, known) -> known != null && known.pod() == pod ? known : show(pod))
                .display();
    }

    /** Forgets the display of a pod that has left, and ends what is still under way there. */
    public void forget(HostedPod pod) {
        displays.computeIfPresent(pod.id(), (_, known) -> {
            if (known.pod() != pod) {
                return known;
            }
            known.display().cut();
            return null;
        });
    }

    private static Shown show(HostedPod pod) {
        var display = new Display(pod.name(), () -> Proc.root(pod.initPid().orElseThrow(() -> ended(pod))));
        return new Shown(pod, display);
    }

    private static ProblemException ended(HostedPod pod) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_DISPLAY_SILENT,
                say("pod {0}", pod.name()),
                say("Its session does not run here."),
                say("Remove it with 'deskferry rm {0}' if it has ended.", pod.name()));
    }
}
