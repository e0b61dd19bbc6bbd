package org.deskferry.app.table;

import java.util.List;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.fleet.WorkstationModel;

/** What the table leaves to the window that it is in. Nothing here waits. */
public interface TableActions {
    void openScreen(PodModel pod);

    void showDetails(PodModel pod);

    /** Calls off its move, as long as that can be; of no effect on pods that stay. */
    void cancelMove(PodModel pod);

    /** Moves all pods of these workstations away, after a question. */
    void evacuate(List<WorkstationModel> workstations);
}
