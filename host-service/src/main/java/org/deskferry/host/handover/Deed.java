package org.deskferry.host.handover;

/** A step that is done wholly or not at all. What is written is on the disk when the step is done. */
public enum Deed {
    /** Writes that the pod comes. */
    WRITE_ARRIVING,
    /** Tells the source that the pod is restored. */
    SAY_READY,
    /** Writes that the pod is here with its new epoch, and has not run. */
    WRITE_TAKEN,
    /** Lets the restored pod run. */
    LET_RUN,
    /** Tells the source that it runs. */
    SAY_RUNNING,
    /** Tells the source that it does not run and never will by this move. */
    SAY_FAILED,
    /** Writes that the pod has run here. */
    WRITE_HAS_RUN,
    /** Answers a source in doubt: the pod was taken over. */
    ANSWER_TAKEN_OVER,
    /** Answers a source in doubt: it was not, and never will be. */
    ANSWER_NOT_TAKEN,
    /** Answers a source in doubt: it is being woken, ask again. */
    ANSWER_WAKING,
    /** Writes where the pod is about to go, so that the destination can be told after a restart that it does not. */
    WRITE_LEAVING,
    /** Makes the kernel hold the pod's processes until {@link #GO_ON}, whatever becomes of CRIU and of this service. */
    STAND_STILL,
    /** Writes that the pod belongs to the destination. */
    WRITE_COMMITTED,
    /** Tells the destination so. */
    SAY_COMMIT,
    /** Asks the destination what became of the move. */
    ASK,
    /** Asks the same, and gives the pod to the destination again: the copy here is dead. */
    ASK_TO_TAKE,
    /** Writes that the pod is here. */
    WRITE_HERE,
    /** Writes that the pod is here, with an epoch that no other copy can have. */
    WRITE_HERE_AHEAD,
    /** Lets the pod run on here. */
    GO_ON,
    /** Tells a destination that may still wait for the commit that there is none. */
    RULE_OUT,
    /** Ends what there is of the pod's processes, in silence. */
    END,
    /** Writes the tombstone. */
    BURY,
    /** Removes the pod's files, and last of all its record: from then on it is absent, or gone where there is a tombstone. */
    FORGET
}
