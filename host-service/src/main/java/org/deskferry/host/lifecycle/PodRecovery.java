package org.deskferry.host.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.deskferry.host.checkpoint.LinkRemaps;
import org.deskferry.host.files.TreeRemoval;
import org.deskferry.host.handover.Deed;
import org.deskferry.host.handover.Event;
import org.deskferry.host.handover.HandOver;
import org.deskferry.host.handover.Stand;
import org.deskferry.host.network.PodLinks;
import org.deskferry.host.network.RepairMode;
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
    private final NewAddress newAddress;
    private final PodRemover remover;

    public PodRecovery(PodStore store, Pods pods, PodLinks links, NewAddress newAddress, PodRemover remover) {
        this.store = store;
        this.pods = pods;
        this.links = links;
        this.newAddress = newAddress;
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
        try (var hold = pods.hold(pod.id(), PodState.POD_STATE_ENDED, "")) {
            if (record.getStage() == PodRecord.Stage.STAGE_STARTING) {
                remover.destroy(hold);
                LOG.warn("pod {} was not complete and is removed", pod.name());
                return;
            }
            if (!record.getHasRun() && record.getStage() != PodRecord.Stage.STAGE_SUSPENDED) {
                RestoreEnd.await(pod);
            }
            if (rests(pod)) {
                rest(hold);
            } else {
                settle(hold);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        LOG.info("pod {} found again: {}", pod.name(), pods.has(pod.id()) ? pod.state() : "incomplete, and removed");
    }

    /** Also where it was to be resumed and has not run. */
    private static boolean rests(HostedPod pod) {
        var record = pod.record();
        var wakesNoMore =
                record.hasResting() && !record.getHasRun() && pod.initPid().isEmpty();
        return record.getStage() == PodRecord.Stage.STAGE_SUSPENDED
                || (record.getStage() == PodRecord.Stage.STAGE_HERE && wakesNoMore);
    }

    /** Its checkpoint is the pod: what may be left of its processes has not run since, or not yet. */
    private void rest(Pods.Hold hold) throws IOException {
        var pod = hold.pod();
        hold.save(pod.record().toBuilder()
                .setStage(PodRecord.Stage.STAGE_SUSPENDED)
                .build());
        remover.end(pod);
    }

    private void settle(Pods.Hold hold) throws IOException {
        var pod = hold.pod();
        var event = pod.initPid().isPresent() ? Event.STARTED : Event.STARTED_ALONE;
        for (var deed : HandOver.TABLE.on(Stand.of(pod.record()), event).deeds()) {
            perform(deed, hold);
        }
        if (pods.has(pod.id()) && pod.record().getStage() == PodRecord.Stage.STAGE_HERE) {
            forgetRest(hold);
        }
    }

    private void perform(Deed deed, Pods.Hold hold) throws IOException {
        var pod = hold.pod();
        switch (deed) {
            case WRITE_HAS_RUN ->
                hold.save(pod.record().toBuilder().setHasRun(true).build());
            case STAND_STILL -> pod.cgroup().freeze();
            case GO_ON -> goOn(pod);
            case END -> remover.end(pod);
            case FORGET -> remover.remove(hold);
            case ASK, ASK_TO_TAKE, RULE_OUT -> LOG.info("pod {}: to be settled with its destination", pod.name());
            default -> throw new IllegalStateException("no service that starts does " + deed);
        }
    }

    /** A freeze that the service did not live to see the end of has cut the link, and may have left the pod standing still. */
    private void goOn(HostedPod pod) {
        RepairMode.end(pod.cgroup().pids());
        try {
            if (PodLinks.exists(pod.id())) {
                pod.initPid().ifPresent(initPid -> open(pod, initPid));
            }
        } finally {
            pod.cgroup().thaw();
        }
        LinkRemaps.remove(pod.cgroup().pids());
    }

    private void open(HostedPod pod, long initPid) {
        if (pod.record().getResting().hasOriginal()) {
            newAddress.give(
                    pod.manifest(), pod.record().getResting().getOriginal().getAddress(), initPid);
        } else {
            links.firewall().put(pod.manifest());
            links.open(pod.manifest(), initPid);
        }
    }

    /** Of a pod that runs again, or one whose way to the disk has ended early. */
    private static void forgetRest(Pods.Hold hold) throws IOException {
        var pod = hold.pod();
        if (pod.record().hasResting()) {
            hold.save(pod.record().toBuilder().clearResting().build());
        }
        TreeRemoval.remove(pod.folder().checkpoint());
    }

    private void dropFolder(String id) {
        try {
            TreeRemoval.remove(store.folder(id).path());
        } catch (IOException e) {
            LOG.warn("the rest of pod {} cannot be removed: {}", id, e.toString());
        }
    }
}
