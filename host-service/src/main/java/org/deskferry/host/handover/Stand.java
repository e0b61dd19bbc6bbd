package org.deskferry.host.handover;

import org.deskferry.proto.v1.PodRecord;

/** What a pod is to a workstation, in the order in which it comes and goes. */
public enum Stand {
    /** Nothing of it is here, or nothing that belongs to the move in question. */
    ABSENT,
    /** It is being copied to here. */
    ARRIVING,
    /** It is restored here, has not run, and the source knows. */
    READY,
    /** The source has been told that it may keep the pod: what is here of the move, or comes late, is dropped. */
    RULED_OUT,
    /** The source's commit is taken: the pod is about to run here. */
    TAKEN,
    /** It is here. */
    HERE,
    /** It is being moved away and CRIU holds it; where the service dies CRIU lets it run on. */
    FROZEN,
    /** It was given to the destination. The kernel holds what is here, whoever dies. */
    COMMITTED,
    /** It runs at the destination, and what was here is ended. */
    ENDED,
    /** It was here once: all that is left is a tombstone. */
    GONE;

    /**
     * What a record on disk says when the service starts.
     *
     * @throws IllegalArgumentException for a pod that is still being made, which no move knows
     */
    public static Stand of(PodRecord record) {
        return switch (record.getStage()) {
            case STAGE_ARRIVING -> ARRIVING;
            case STAGE_HERE -> record.getHasRun() ? HERE : TAKEN;
            case STAGE_SUSPENDED -> HERE;
            case STAGE_COMMITTED -> COMMITTED;
            case STAGE_STARTING, STAGE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("no move knows a pod at " + record.getStage());
        };
    }
}
