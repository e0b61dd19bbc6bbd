package org.deskferry.app.board;

import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.fleet.Reach;
import org.deskferry.app.parts.Units;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Reunion;
import org.deskferry.proto.v1.SnapshotRecord;

/** Puts pods to rest on the disk and wakes them, and says what a person has to know of it. */
final class Suspensions {
    private final FleetModel fleet;
    private final Actions actions;

    Suspensions(FleetModel fleet, Actions actions) {
        this.fleet = fleet;
        this.actions = actions;
    }

    static boolean canBeSuspended(PodModel pod) {
        return isIn(pod, PodState.POD_STATE_RUNNING) && !pod.isMoving();
    }

    static boolean canBeResumed(PodModel pod) {
        return isIn(pod, PodState.POD_STATE_SUSPENDED);
    }

    private static boolean isIn(PodModel pod, PodState state) {
        return pod.home().reach() instanceof Reach.Online && pod.pod().getState() == state;
    }

    void toggle(PodModel pod) {
        if (canBeSuspended(pod)) {
            fleet.rests().suspend(pod);
        } else if (canBeResumed(pod)) {
            fleet.rests().resume(pod, reunion -> resumed(pod, reunion));
        }
    }

    void keep(PodModel pod) {
        if (canBeSuspended(pod)) {
            fleet.rests().keep(pod, snapshot -> kept(pod, snapshot));
        }
    }

    private void kept(PodModel pod, SnapshotRecord snapshot) {
        actions.report(
                Say.of("keep.done", pod.name(), snapshot.getName()),
                Say.of(
                        "keep.cost",
                        Units.precise(Units.duration(snapshot.getFrozen())),
                        Units.bytes(snapshot.getBytes()),
                        Units.bytes(snapshot.getAddedBytes())));
    }

    private void resumed(PodModel pod, Reunion reunion) {
        var gone = reunion.getLostCount() + reunion.getSilentCount();
        if (gone > 0) {
            actions.tell(Say.of("resume.done", pod.name()), Say.of("resume.lost", gone, gone + reunion.getKeptCount()));
        }
    }
}
