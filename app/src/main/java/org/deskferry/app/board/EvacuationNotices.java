package org.deskferry.app.board;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.deskferry.app.evacuation.Stay;
import org.deskferry.app.fleet.EvacuationState;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.app.words.PhraseBook;

/** Says how evacuations ended, where no column does. */
final class EvacuationNotices {
    private final FleetModel fleet;
    private final Actions actions;
    private final Map<WorkstationModel, EvacuationState> told = new HashMap<>();

    EvacuationNotices(FleetModel fleet, Actions actions) {
        this.fleet = fleet;
        this.actions = actions;
    }

    /** {@code silent}: whoever wants to know can see it. */
    void look(boolean silent) {
        for (var workstation : fleet.workstations()) {
            if (workstation.evacuationProperty().get() instanceof EvacuationState.Over over
                    && !over.equals(told.put(workstation, over))
                    && !silent) {
                tell(workstation, over);
            }
        }
        told.keySet().retainAll(fleet.workstations());
    }

    private void tell(WorkstationModel workstation, EvacuationState.Over over) {
        var heading = Say.of("evacuation.of", workstation.name());
        if (over.stays().isEmpty()) {
            actions.report(heading, Say.of("evacuation.done", over.moved()) + ".");
        } else {
            var why = over.stays().stream()
                    .flatMap(stay -> stay.problems().stream())
                    .map(PhraseBook::reason)
                    .distinct()
                    .collect(Collectors.joining(" "));
            var stay = over.stays().stream()
                    .map(Stay::pod)
                    .map(pod -> pod.getManifest().getName())
                    .collect(Collectors.joining(", "));
            actions.tell(heading, Say.of("evacuation.stay", stay) + " " + why);
        }
    }
}
