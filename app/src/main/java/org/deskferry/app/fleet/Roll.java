package org.deskferry.app.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.Snapshot;

/** The workstations of the fleet, each watched from when it is entered until it is struck off. FX thread only. */
final class Roll {
    private final FleetSource source;
    private final ExecutorService background;
    private final Inbox<WorkstationModel> inbox;
    private final Tunnels tunnels;
    private final ObservableList<WorkstationModel> workstations = FXCollections.observableArrayList();
    // Kept, as a view that nobody holds stops telling of changes.
    private final ObservableList<WorkstationModel> view = FXCollections.unmodifiableObservableList(workstations);
    private final Map<String, WorkstationModel> byName = new HashMap<>();
    private final Map<WorkstationModel, Future<?>> watches = new HashMap<>();

    Roll(FleetSource source, ExecutorService background, Executor window, Tunnels tunnels) {
        this.source = source;
        this.background = background;
        this.inbox = new Inbox<>(window);
        this.tunnels = tunnels;
    }

    /** Hears of the workstations that are on the roll. */
    interface Listener {
        void heard(WorkstationModel workstation, Snapshot snapshot);

        void missed(WorkstationModel workstation, TroubleException trouble);

        void struckOff(WorkstationModel workstation);
    }

    /** By name. */
    ObservableList<WorkstationModel> workstations() {
        return view;
    }

    Optional<WorkstationModel> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Makes the roll that of these members, as one change. */
    void set(List<Member> members, Listener listener) {
        var wanted = Set.copyOf(members);
        var gone = workstations.stream()
                .filter(workstation -> !wanted.contains(workstation.member()))
                .toList();
        var known = workstations.stream().map(WorkstationModel::member).collect(Collectors.toSet());
        var fresh = members.stream()
                .filter(member -> !known.contains(member))
                .map(member -> new WorkstationModel(member, new Link(source, member)))
                .toList();
        if (gone.isEmpty() && fresh.isEmpty()) {
            return;
        }
        gone.forEach(this::leave);
        fresh.forEach(workstation -> enter(workstation, listener));
        var all = new ArrayList<>(workstations);
        all.removeAll(gone);
        all.addAll(fresh);
        all.sort(Comparator.comparing(WorkstationModel::name));
        workstations.setAll(all);
        gone.forEach(listener::struckOff);
    }

    void close() {
        workstations.forEach(workstation -> workstation.link().close());
    }

    private void enter(WorkstationModel workstation, Listener listener) {
        byName.put(workstation.name(), workstation);
        tunnels.add(workstation.name(), workstation.link());
        var watch = new Watch(
                workstation.link(),
                snapshot -> inbox.put(workstation, () -> hear(workstation, snapshot, listener)),
                trouble -> inbox.put(workstation, () -> miss(workstation, trouble, listener)));
        watches.put(workstation, background.submit(watch));
    }

    private void leave(WorkstationModel workstation) {
        Optional.ofNullable(watches.remove(workstation)).ifPresent(watch -> watch.cancel(true));
        byName.remove(workstation.name(), workstation);
        tunnels.remove(workstation.name());
        workstation.link().close();
    }

    /** What was said before it was struck off is no longer of interest. */
    private void hear(WorkstationModel workstation, Snapshot snapshot, Listener listener) {
        if (watches.containsKey(workstation)) {
            listener.heard(workstation, snapshot);
        }
    }

    private void miss(WorkstationModel workstation, TroubleException trouble, Listener listener) {
        if (watches.containsKey(workstation)) {
            listener.missed(workstation, trouble);
        }
    }
}
