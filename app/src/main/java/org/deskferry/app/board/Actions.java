package org.deskferry.app.board;

import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.fleet.WorkstationModel;

/** What a person can ask of the board. Nothing here waits. */
interface Actions {
    void move(PodModel pod, WorkstationModel destination);

    void openScreen(PodModel pod);

    void showDetails(PodModel pod);

    /** Opens the dialog. */
    void create(WorkstationModel workstation);

    /** Asks for confirmation first. */
    void destroy(PodModel pod);

    /** Gives the keyboard to the pod's card, wherever that is now. */
    void focus(PodModel pod);

    /** Says briefly why a drop came to nothing. */
    void tell(String heading, String reason);

    Iterable<WorkstationModel> workstations();
}
