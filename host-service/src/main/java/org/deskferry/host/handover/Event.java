package org.deskferry.host.handover;

/** What a workstation hears, or notices, of a move. */
public enum Event {
    /** An offer came and was accepted. */
    OFFERED,
    /** The pod is restored and held. */
    RESTORED,
    /** The source's decision came, on the move's stream or later. */
    COMMIT,
    /** The pod was let go and runs. */
    RUNS,
    /** A source in doubt asks what became of the move. */
    ASKED,
    /** The move is about to freeze the pod. */
    FREEZE,
    /** The destination has it restored and held. */
    DESTINATION_READY,
    /** The destination has said that the pod runs there, or ran. */
    TAKEN_OVER,
    /** The destination has said that it has not taken the pod and never will by this move. */
    NOT_TAKEN,
    /** The other side went silent, or its answer was no answer. */
    SILENCE,
    /** Something failed, or the move was cancelled. */
    FAILURE,
    /** All that is left is to clear up. */
    CLEAR,
    /** The service starts and finds the pod's processes. */
    STARTED,
    /** The service starts and the pod's processes are gone. */
    STARTED_ALONE,
    /** An administrator decides: the pod is here. */
    KEEP,
    /** An administrator decides: the pod is not here. */
    GIVE_UP
}
