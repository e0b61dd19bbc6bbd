package org.deskferry.app.table;

import org.deskferry.app.fleet.MoveState;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.fleet.Reach;

/** How it is with a pod, in so few kinds that one can look for them. In the order in which they ask for attention. */
enum Standing {
    TROUBLED,
    MOVING,
    AWAY,
    RUNNING,
    RESTING;

    String words() {
        return Say.of("standing." + name());
    }

    static Standing of(PodModel pod) {
        return switch (pod.move()) {
            case MoveState.UnderWay _, MoveState.Waiting _ -> MOVING;
            case MoveState.Failed failed when !failed.cancelled() -> TROUBLED;
            default -> pod.home().reach() instanceof Reach.Online ? ofState(pod) : AWAY;
        };
    }

    private static Standing ofState(PodModel pod) {
        return switch (pod.pod().getState()) {
            case POD_STATE_STARTING, POD_STATE_RUNNING -> RUNNING;
            case POD_STATE_LEAVING, POD_STATE_ARRIVING -> MOVING;
            case POD_STATE_SUSPENDING, POD_STATE_SUSPENDED, POD_STATE_RESUMING -> RESTING;
            default -> TROUBLED;
        };
    }
}
