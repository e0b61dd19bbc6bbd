package org.deskferry.app.fleet;

import java.util.Optional;

/** Why a pod cannot move to a workstation, as far as can be told without asking it. */
public enum Obstacle {
    SAME_WORKSTATION,
    POD_MOVING,
    POD_NOT_RUNNING,
    POD_SUSPENDED,
    SOURCE_AWAY,
    CONNECTING,
    AWAY,
    NOT_TRUSTED,
    NO_ENGINE;

    /** The first obstacle there is, or empty if it is worth asking. */
    public static Optional<Obstacle> between(PodModel pod, WorkstationModel destination) {
        return ofPod(pod).or(() -> pod.home() == destination ? Optional.of(SAME_WORKSTATION) : of(destination));
    }

    /** What keeps the pod from moving anywhere. */
    public static Optional<Obstacle> ofPod(PodModel pod) {
        if (pod.move() instanceof MoveState.UnderWay) {
            return Optional.of(POD_MOVING);
        }
        if (!(pod.home().reach() instanceof Reach.Online)) {
            return Optional.of(SOURCE_AWAY);
        }
        return switch (pod.pod().getState()) {
            case POD_STATE_RUNNING -> Optional.empty();
            case POD_STATE_LEAVING, POD_STATE_ARRIVING -> Optional.of(POD_MOVING);
            case POD_STATE_SUSPENDING, POD_STATE_SUSPENDED, POD_STATE_RESUMING -> Optional.of(POD_SUSPENDED);
            default -> Optional.of(POD_NOT_RUNNING);
        };
    }

    private static Optional<Obstacle> of(WorkstationModel destination) {
        return switch (destination.reach()) {
            case Reach.Connecting() -> Optional.of(CONNECTING);
            case Reach.Away away -> Optional.of(AWAY);
            case Reach.NotTrusted notTrusted -> Optional.of(NOT_TRUSTED);
            case Reach.Online() ->
                destination.facts().getEngine().isEmpty() ? Optional.of(NO_ENGINE) : Optional.empty();
        };
    }
}
