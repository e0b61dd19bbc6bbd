package org.deskferry.app.board;

import javafx.beans.property.ReadOnlyObjectProperty;
import org.deskferry.app.admission.Outcome;
import org.deskferry.app.fleet.Outlook;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.app.table.TableActions;

/** What a person can ask of the board. Nothing here waits. */
interface Actions extends TableActions, Outcome {
    /** Opens the dialog. */
    void addWorkstation();

    void move(PodModel pod, WorkstationModel destination);

    /** What a move would meet, as far as is known by now. */
    ReadOnlyObjectProperty<Outlook> outlook(PodModel pod, WorkstationModel destination);

    /** Opens the dialog. */
    void create(WorkstationModel workstation);

    /** Asks for confirmation first. */
    void destroy(PodModel pod);

    /** Writes a running pod to the disk, or wakes one that rests there; of no effect on others. */
    void suspendOrResume(PodModel pod);

    /** Keeps a running pod as it is, in a snapshot; of no effect on others. */
    void keep(PodModel pod);

    /** Writes a suspended pod to a file, after a question; of no effect on others. */
    void export(PodModel pod);

    /** Takes a pod from a file, after a question. */
    void load(WorkstationModel workstation);

    /** Shows the snapshots that a workstation has, to restore and remove them. */
    void showSnapshots(WorkstationModel workstation);

    /** Moves all its pods away, after a question. */
    void evacuate(WorkstationModel workstation);

    /** Gives the keyboard to the pod's card, wherever that is now. */
    void focus(PodModel pod);

    /** Says briefly what was done. */
    @Override
    void report(String heading, String what);

    /** Says briefly why something came to nothing. */
    @Override
    void tell(String heading, String reason);

    Iterable<WorkstationModel> workstations();
}
