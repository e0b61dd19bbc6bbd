package org.deskferry.host.lifecycle;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.List;
import org.deskferry.host.network.Firewall;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.ManifestCheck;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.OpenPorts;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.ProblemKind;

/** Opens ports of pods that are here to the LAN, and closes them. */
public final class PodPorts {
    private final Pods pods;
    private final Firewall firewall;

    public PodPorts(Pods pods, Firewall firewall) {
        this.pods = pods;
        this.firewall = firewall;
    }

    /**
     * Opens these ports and no others.
     *
     * @throws ProblemException (POD_BUSY) while the pod is moved or otherwise at work, (BAD_REQUEST) if it is neither running nor suspended,
     *     or the ports are none
     */
    public HostedPod set(String idOrName, List<OpenPorts> open) {
        ManifestCheck.checkOpenPorts(open);
        try (var hold = pods.hold(idOrName)) {
            var pod = hold.pod();
            var before = pod.record();
            requireHere(pod);
            var after = before.toBuilder();
            after.getManifestBuilder().clearOpenPorts().addAllOpenPorts(open);
            hold.save(after.build());
            apply(hold, before);
            return pod;
        }
    }

    private void apply(Pods.Hold hold, PodRecord before) {
        var pod = hold.pod();
        if (pod.initPid().isEmpty()) {
            return;
        }
        try {
            firewall.put(pod.manifest());
        } catch (RuntimeException e) {
            hold.save(before);
            throw e;
        }
    }

    private static void requireHere(HostedPod pod) {
        var stage = pod.record().getStage();
        if (stage != PodRecord.Stage.STAGE_HERE && stage != PodRecord.Stage.STAGE_SUSPENDED) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    say("pod {0}", pod.name()),
                    say("It is not known whether it is on this workstation."),
                    say("Wait until its move has ended, or see 'deskferry move resolve --help'."));
        }
    }
}
