package org.deskferry.app.table;

import java.util.List;
import org.deskferry.app.fleet.Obstacle;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.fleet.WorkstationModel;

/** The pods that somebody has chosen, and what can be done with them now. */
record Selection(List<PodModel> pods) {
    boolean isOne() {
        return pods.size() == 1;
    }

    /** Those that could move somewhere. */
    List<PodModel> movable() {
        return pods.stream().filter(pod -> Obstacle.ofPod(pod).isEmpty()).toList();
    }

    /** Those that are on their way, or wait for that. */
    List<PodModel> moving() {
        return pods.stream().filter(pod -> Standing.of(pod) == Standing.MOVING).toList();
    }

    /** Where they are, without those that are being emptied already. */
    List<WorkstationModel> workstations() {
        return pods.stream()
                .map(PodModel::home)
                .distinct()
                .filter(workstation -> !workstation.isBeingEvacuated())
                .toList();
    }
}
