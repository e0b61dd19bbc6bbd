package org.deskferry.app.fleet;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deskferry.app.evacuation.Departure;
import org.deskferry.app.evacuation.Evacuation;
import org.deskferry.app.evacuation.Plan;
import org.deskferry.app.evacuation.Seen;
import org.deskferry.proto.v1.Snapshot;

/** The evacuations that this app has begun, driven by what is heard of the fleet. FX thread only. */
final class Evacuations {
    private final List<WorkstationModel> workstations;
    private final Mover mover;
    private final Map<String, Snapshot> answering = new HashMap<>();
    private final Map<WorkstationModel, Evacuation> underWay = new HashMap<>();

    /** {@code workstations}: the fleet's, a live view. */
    Evacuations(List<WorkstationModel> workstations, Mover mover) {
        this.workstations = workstations;
        this.mover = mover;
    }

    /** Begins a move, of whose end {@link #ended} will tell. */
    @FunctionalInterface
    interface Mover {
        void move(PodModel pod, WorkstationModel destination);
    }

    /** What {@link #begin} would do for each of the sources. */
    Map<WorkstationModel, Plan> plan(List<WorkstationModel> sources) {
        var plans = new LinkedHashMap<WorkstationModel, Plan>();
        sources.forEach(source -> plans.put(source, evacuation(source, sources).plan(seen())));
        return plans;
    }

    void begin(List<WorkstationModel> sources) {
        sources.forEach(source -> underWay.putIfAbsent(source, evacuation(source, sources)));
        goOn();
    }

    void heard(WorkstationModel workstation, Snapshot snapshot) {
        answering.put(workstation.name(), snapshot);
        goOn();
    }

    void missed(WorkstationModel workstation) {
        answering.remove(workstation.name());
        goOn();
    }

    void forget(WorkstationModel workstation) {
        answering.remove(workstation.name());
        underWay.remove(workstation);
    }

    /** A move that this app asked for has ended. */
    void ended(PodModel pod, MoveState end) {
        for (var evacuation : underWay.values()) {
            switch (end) {
                case MoveState.Done _ -> evacuation.moved(pod.id());
                case MoveState.Failed failed
                when failed.unsettled() -> evacuation.lost(pod.id(), failed.problems(), Instant.now());
                case MoveState.Failed failed -> evacuation.refused(pod.id(), failed.problems());
                default -> {}
            }
        }
        goOn();
    }

    /** No pod goes to a workstation that is being emptied as well. */
    private Evacuation evacuation(WorkstationModel source, List<WorkstationModel> sources) {
        var emptied = Stream.concat(sources.stream(), underWay.keySet().stream())
                .filter(workstation -> workstation != source)
                .map(WorkstationModel::name)
                .collect(Collectors.toSet());
        var among = workstations.stream()
                .map(WorkstationModel::name)
                .filter(name -> !emptied.contains(name))
                .collect(Collectors.toSet());
        return new Evacuation(source.name(), emptied.isEmpty() ? Set.of() : among, Evacuation.USUALLY_AT_ONCE);
    }

    private void goOn() {
        Map.copyOf(underWay).forEach((source, evacuation) -> {
            evacuation.next(seen(), Instant.now()).forEach(departure -> depart(source, evacuation, departure));
            if (evacuation.isOver()) {
                underWay.remove(source);
            }
            source.setEvacuation(state(evacuation));
        });
    }

    private void depart(WorkstationModel source, Evacuation evacuation, Departure departure) {
        var pod = source.pods().stream()
                .filter(each -> each.id().equals(departure.podId()))
                .findFirst();
        var destination = workstations.stream()
                .filter(each -> each.name().equals(departure.destination().workstation()))
                .findFirst();
        if (pod.isPresent() && destination.isPresent()) {
            mover.move(pod.get(), destination.get());
        } else {
            // One of them has just left the board.
            evacuation.refused(departure.podId(), List.of());
        }
    }

    private static EvacuationState state(Evacuation evacuation) {
        var moved = evacuation.moved().size();
        return evacuation.isOver()
                ? new EvacuationState.Over(moved, evacuation.stays())
                : new EvacuationState.UnderWay(moved, evacuation.underWay().size());
    }

    private List<Seen> seen() {
        return workstations.stream()
                .map(workstation ->
                        new Seen(workstation.name(), Optional.ofNullable(answering.get(workstation.name()))))
                .toList();
    }
}
