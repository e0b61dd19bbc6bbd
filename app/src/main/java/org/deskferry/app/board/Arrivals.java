package org.deskferry.app.board;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.app.settings.Settings;
import org.deskferry.proto.v1.PodState;

/**
 * Opens pods of the user's that arrive at this machine, and closes what it has opened when they leave. Looks at the fleet whenever it is told to, rather than
 * listen to each pod of it.
 */
final class Arrivals {
    private final FleetModel fleet;
    private final Settings settings;
    private final Screens screens;
    // Pods that were not here when they were last seen: only these can arrive.
    private final Set<String> elsewhere = new HashSet<>();
    private final Set<PodModel> opened = new HashSet<>();

    Arrivals(FleetModel fleet, Settings settings, Screens screens) {
        this.fleet = fleet;
        this.settings = settings;
        this.screens = screens;
    }

    void look() {
        var here = fleet.here();
        opened.removeIf(pod -> hasLeft(pod, here));
        here.ifPresent(machine -> fleet.workstations().stream()
                .flatMap(workstation -> workstation.pods().stream())
                .toList()
                .forEach(pod -> look(pod, machine)));
    }

    private void look(PodModel pod, WorkstationModel here) {
        if (!isSettled(pod, here)) {
            elsewhere.add(pod.id());
        } else if (elsewhere.remove(pod.id()) && isMine(pod) && isRunning(pod) && !screens.isOpen(pod)) {
            open(pod);
        }
    }

    private void open(PodModel pod) {
        switch (settings.followMe().get()) {
            case OFF -> {
                return;
            }
            case WINDOW -> screens.open(pod);
            case FULL_SCREEN -> screens.openFullScreen(pod);
        }
        opened.add(pod);
    }

    /** It would show a desktop at a place its user has left. */
    private boolean hasLeft(PodModel pod, Optional<WorkstationModel> here) {
        var left = here.isPresent() && !here.get().pods().contains(pod);
        if (left) {
            screens.close(pod);
        }
        return left || !screens.isOpen(pod);
    }

    private boolean isMine(PodModel pod) {
        var owner = pod.pod().getManifest().getOwner();
        return !owner.isEmpty() && owner.equalsIgnoreCase(fleet.standpoint().operator());
    }

    private static boolean isSettled(PodModel pod, WorkstationModel here) {
        var state = pod.pod().getState();
        return pod.home() == here && state != PodState.POD_STATE_ARRIVING && state != PodState.POD_STATE_IN_DOUBT;
    }

    private static boolean isRunning(PodModel pod) {
        return pod.pod().getState() == PodState.POD_STATE_RUNNING;
    }
}
