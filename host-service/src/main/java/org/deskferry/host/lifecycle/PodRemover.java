package org.deskferry.host.lifecycle;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import org.deskferry.host.files.PodRoot;
import org.deskferry.host.files.TreeRemoval;
import org.deskferry.host.network.Leases;
import org.deskferry.host.network.PodLinks;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.pod.Tombstones;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.ProblemKind;

/** Takes away all that a pod has on this workstation. */
public final class PodRemover {
    private final PodLinks links;
    private final Tombstones tombstones;
    private final Leases leases;

    public PodRemover(PodLinks links, Tombstones tombstones, Leases leases) {
        this.links = links;
        this.tombstones = tombstones;
        this.leases = leases;
    }

    /**
     * Removes a pod that shall be nowhere any more: what the LAN has lent it is given back.
     *
     * @throws ProblemException as {@link #remove}
     */
    public void destroy(Pods.Hold hold) {
        var record = hold.pod().record();
        remove(hold);
        // One that was given away may live elsewhere.
        if (record.getStage() != PodRecord.Stage.STAGE_COMMITTED) {
            leases.giveBack(record.getManifest());
        }
    }

    /**
     * Removes a pod: its link first, so that its end is heard by nobody, then its processes, mounts, files, and its place
     * in the list. One that has run here is remembered. Can be tried again if it fails.
     *
     * @throws ProblemException (INTERNAL) naming what cannot be removed
     */
    public void remove(Pods.Hold hold) {
        var pod = hold.pod();
        try {
            end(pod);
            if (pod.record().getHasRun()
                    && tombstones.seen(pod.id()) < pod.manifest().getEpoch()) {
                tombstones.bury(pod.record());
            }
            TreeRemoval.remove(pod.folder().path());
            hold.forget();
        } catch (IOException e) {
            throw ProblemException.causedBy(
                    e,
                    ProblemKind.PROBLEM_KIND_INTERNAL,
                    say("pod {0}", pod.name()),
                    say("Not all of it can be removed: {0}.", e.getMessage()),
                    say("Run 'deskferry census {0}' to see what is left, and try again.", pod.id()));
        }
    }

    /** Removes everything but the pod's folder and record. */
    public void end(HostedPod pod) throws IOException {
        links.remove(pod.manifest());
        pod.cgroup().destroy();
        PodRoot.unmount(pod.folder());
    }
}
