package org.deskferry.app.fleet;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deskferry.app.evacuation.Evacuation;

/**
 * Pods that a person has sent on their way together: of each workstation a few at a time leave, and to each a few come, so that
 * they do not make each other's freezes longer. FX thread only.
 */
final class MoveQueue {
    private static final int AT_ONCE = Evacuation.USUALLY_AT_ONCE;

    private final Mover mover;
    private final Map<PodModel, WorkstationModel> waiting = new LinkedHashMap<>();
    private final Map<PodModel, Way> underWay = new HashMap<>();

    MoveQueue(Mover mover) {
        this.mover = mover;
    }

    /** Begins a move, of whose end {@link #ended} will tell. */
    @FunctionalInterface
    interface Mover {
        void move(PodModel pod, WorkstationModel destination);
    }

    private record Way(WorkstationModel source, WorkstationModel destination) {}

    void add(Collection<PodModel> pods, WorkstationModel destination) {
        for (var pod : pods) {
            if (!underWay.containsKey(pod) && Obstacle.between(pod, destination).isEmpty()) {
                waiting.put(pod, destination);
                pod.setMove(new MoveState.Waiting(destination.name()));
            }
        }
        goOn();
    }

    /** Takes it off the queue, if it is there. */
    boolean remove(PodModel pod) {
        var waited = waiting.remove(pod) != null;
        if (waited) {
            pod.setMove(new MoveState.None());
        }
        return waited;
    }

    /** Its move is over, whoever asked for that. */
    void ended(PodModel pod) {
        if (underWay.remove(pod) != null) {
            goOn();
        }
    }

    void forget(WorkstationModel workstation) {
        List.copyOf(waiting.keySet()).stream()
                .filter(pod -> pod.home() == workstation || waiting.get(pod) == workstation)
                .forEach(this::remove);
    }

    private void goOn() {
        for (var each : List.copyOf(waiting.entrySet())) {
            var pod = each.getKey();
            var way = new Way(pod.home(), each.getValue());
            if (isFree(way)) {
                waiting.remove(pod);
                begin(pod, way);
            }
        }
    }

    private void begin(PodModel pod, Way way) {
        // Somebody else may have sent it on its way, or there, meanwhile.
        if (pod.isMoving() || way.source() == way.destination()) {
            if (!pod.isMoving()) {
                pod.setMove(new MoveState.None());
            }
            return;
        }
        underWay.put(pod, way);
        mover.move(pod, way.destination());
    }

    private boolean isFree(Way way) {
        return underWay.values().stream()
                                .filter(other -> other.source() == way.source())
                                .count()
                        < AT_ONCE
                && underWay.values().stream()
                                .filter(other -> other.destination() == way.destination())
                                .count()
                        < AT_ONCE;
    }
}
