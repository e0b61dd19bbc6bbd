package org.deskferry.host.lifecycle;

import java.io.IOException;
import org.deskferry.host.files.TreeRemoval;
import org.deskferry.host.network.PodLinks;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.PodStore;
import org.deskferry.host.pod.Pods;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.PodState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the pods again when the service starts, and ends what a crash left half-done. */
public final class PodRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(PodRecovery.class);

    private final PodStore store;
    private final Pods pods;
    private final PodLinks links;
    private final PodRemover remover;

    public PodRecovery(PodStore store, Pods pods, PodLinks links, PodRemover remover) {
        this.store = store;
        this.pods = pods;
        this.links = links;
        this.remover = remover;
    }

    /** Puts every pod of this machine on the list again. */
    public void run() {
        for (var id : store.ids()) {
            try {
                store.load(id).ifPresentOrElse(this::recover, () -> dropFolder(id));
            } catch (RuntimeException e) {
                LOG.error("pod {} cannot be found again: {}", id, e.getMessage());
            }
        }
    }

    private void recover(PodRecord record) {
        var pod = pods.readmit(record);
        switch (neverRan(pod) ? PodRecord.Stage.STAGE_ARRIVING : record.getStage()) {
            // It may run at the destination: it must not run here until that is known. The move's room settles it.
            case STAGE_COMMITTED -> pod.cgroup().freeze();
            case STAGE_HERE -> {
                if (pod.initPid().isPresent() && links.exists(pod.id())) {
                    // A freeze that the service did not live to see the end of has cut it.
                    links.open(pod.id());
                }
                LOG.info("pod {} found again: {}", pod.name(), pod.state());
            }
            default -> {
                try (var hold = pods.hold(pod.id(), PodState.POD_STATE_ENDED, "")) {
                    remover.remove(hold);
                }
                LOG.warn("pod {} was not complete and is removed", pod.name());
            }
        }
    }

    /** A move ended with the service in the middle of the wake: the source still has the pod, and will ask. */
    private static boolean neverRan(HostedPod pod) {
        var record = pod.record();
        return record.getStage() == PodRecord.Stage.STAGE_HERE
                && !record.getHasRun()
                && pod.initPid().isEmpty();
    }

    private void dropFolder(String id) {
        try {
            TreeRemoval.remove(store.folder(id).path());
        } catch (IOException e) {
            LOG.warn("the rest of pod {} cannot be removed: {}", id, e.toString());
        }
    }
}
