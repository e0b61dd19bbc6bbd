package org.deskferry.app.viewer;

import org.deskferry.app.fleet.MoveState;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.proto.v1.MovePhase;

/** What is said of a move while it lasts. */
final class MoveWords {
    private MoveWords() {}

    /** Of a pod that still works. */
    static String of(PodModel pod) {
        return pod.move() instanceof MoveState.UnderWay(var progress, var _)
                ? Say.of("phase." + beforeFreeze(progress.getPhase()), progress.getDestination())
                : "";
    }

    /** Of one that stands still. {@code destination} may be unknown. */
    static String standingStill(PodModel pod, String destination) {
        if (pod.move() instanceof MoveState.UnderWay(var progress, var _)) {
            return Say.of("phase." + inFreeze(progress.getPhase()), progress.getDestination());
        }
        return destination.isEmpty() ? Say.of("still") : Say.of("phase.MOVE_PHASE_FREEZE", destination);
    }

    /** The last that is known of the phase may be a second old. */
    private static MovePhase beforeFreeze(MovePhase phase) {
        return phase.compareTo(MovePhase.MOVE_PHASE_COPY_LIVE) > 0 ? MovePhase.MOVE_PHASE_GO_ON : phase;
    }

    private static MovePhase inFreeze(MovePhase phase) {
        return phase.compareTo(MovePhase.MOVE_PHASE_FREEZE) < 0 ? MovePhase.MOVE_PHASE_FREEZE : phase;
    }
}
