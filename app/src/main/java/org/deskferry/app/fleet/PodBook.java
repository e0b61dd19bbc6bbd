package org.deskferry.app.fleet;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import org.deskferry.proto.v1.MovePhase;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Snapshot;

/** Keeps one model a pod, at the workstation it belongs to, with what is known of its move. FX thread only. */
final class PodBook {
    private final Roll roll;
    private final Sightings sightings = new Sightings();
    private final Map<String, PodModel> pods = new HashMap<>();
    // Workstations repeat the result of a move for a while; the user may have read it and closed it by then.
    private final Set<String> toldMoves = new HashSet<>();

    private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper();

    PodBook(Roll roll) {
        this.roll = roll;
    }

    ReadOnlyIntegerProperty count() {
        return count.getReadOnlyProperty();
    }

    void heard(WorkstationModel workstation, Snapshot snapshot) {
        workstation.heard(snapshot.getWorkstation(), Instant.now());
        var touched = sightings.replace(workstation.name(), snapshot.getPodsList());
        touched.forEach(this::bridge);
        touched.forEach(this::settle);
        snapshot.getMovesList().forEach(this::overheard);
        List.copyOf(workstation.pods()).forEach(pod -> unheard(pod, snapshot));
    }

    /** The workstation is no longer of the fleet. */
    void forget(WorkstationModel workstation) {
        sightings.replace(workstation.name(), List.of()).forEach(this::settle);
    }

    void progressed(PodModel pod, MoveProgress progress) {
        setMove(pod, new MoveState.UnderWay(progress, true));
    }

    void ended(PodModel pod, MoveState end) {
        if (end instanceof MoveState.Done done) {
            if (pod.move() instanceof MoveState.UnderWay moving) {
                toldMoves.add(moving.progress().getMoveId());
            }
            sightings.committed(done.destination(), pod.pod());
            settle(pod.id());
        }
        setMove(pod, end);
    }

    /** A pod that its source no longer has is at its destination, which may not have said so yet. */
    private void bridge(String podId) {
        var pod = pods.get(podId);
        if (pod != null
                && pod.move() instanceof MoveState.UnderWay moving
                && sightings.home(podId).isEmpty()) {
            sightings.expect(moving.progress().getDestination(), pod.pod());
        }
    }

    private void settle(String podId) {
        var sighting = sightings.home(podId);
        var home = sighting.flatMap(seen -> roll.named(seen.workstation()));
        if (sighting.isEmpty() || home.isEmpty()) {
            Optional.ofNullable(pods.remove(podId)).ifPresent(this::vanish);
            count.set(pods.size());
            return;
        }
        var seen = sighting.get().pod();
        var pod = pods.computeIfAbsent(podId, _ -> new PodModel(seen, home.get()));
        pod.setPod(seen);
        if (pod.home() != home.get()) {
            pod.home().release(pod);
            pod.setHome(home.get());
        }
        home.get().take(pod);
        count.set(pods.size());
    }

    private void vanish(PodModel pod) {
        expect(pod, "");
        pod.home().release(pod);
    }

    /** A move that somebody else asked for, or that outlived our own call. */
    private void overheard(MoveProgress progress) {
        var pod = pods.get(progress.getPodId());
        if (pod == null || (pod.move() instanceof MoveState.UnderWay(var _, var asked) && asked)) {
            return;
        }
        if (progress.hasResult()) {
            // It may have moved on since.
            if (pod.home().name().equals(progress.getDestination()) && toldMoves.add(progress.getMoveId())) {
                var result = Optional.of(progress.getResult());
                setMove(pod, new MoveState.Done(progress.getSource(), progress.getDestination(), result));
            }
        } else if (progress.getPhase() != MovePhase.MOVE_PHASE_DONE) {
            setMove(pod, new MoveState.UnderWay(progress, false));
        }
    }

    /** Ends what was overheard, once the workstation that the pod belongs to speaks of no move any more. */
    private void unheard(PodModel pod, Snapshot snapshot) {
        var arriving = pod.pod().getState() == PodState.POD_STATE_ARRIVING;
        if (arriving
                || snapshot.getMovesList().stream()
                        .anyMatch(move -> !move.hasResult() && move.getPodId().equals(pod.id()))) {
            return;
        }
        var here = pod.home().name();
        switch (pod.move()) {
            case MoveState.UnderWay(var progress, var asked)
            when !asked -> {
                var came = progress.getDestination().equals(here);
                setMove(
                        pod,
                        came ? new MoveState.Done(progress.getSource(), here, Optional.empty()) : new MoveState.None());
            }
            case MoveState.Failed failed
            when failed.unsettled() && failed.destination().equals(here) ->
                setMove(pod, new MoveState.Done(failed.source(), here, Optional.empty()));
            default -> {}
        }
    }

    private void setMove(PodModel pod, MoveState move) {
        expect(pod, destination(move));
        pod.setMove(move);
    }

    /** Of all workstations only this one, if it is one, is told that the pod comes. */
    private void expect(PodModel pod, String destination) {
        roll.named(destination(pod.move())).ifPresent(before -> before.expect(pod, false));
        roll.named(destination)
                .filter(workstation -> workstation != pod.home())
                .ifPresent(workstation -> workstation.expect(pod, true));
    }

    private static String destination(MoveState move) {
        return move instanceof MoveState.UnderWay moving ? moving.progress().getDestination() : "";
    }
}
