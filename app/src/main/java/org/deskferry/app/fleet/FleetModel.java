package org.deskferry.app.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
import org.deskferry.app.evacuation.Plan;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.CreatePodRequest;
import org.deskferry.proto.v1.ListHistoryRequest;
import org.deskferry.proto.v1.ListHistoryResponse;
import org.deskferry.proto.v1.MovePodRequest;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.OpenPorts;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.Snapshot;

/**
 * The whole fleet as the window sees it. All of it is read and changed on the FX thread only; everything that may
 * wait runs on virtual threads and comes back as a task for the FX thread.
 */
public final class FleetModel implements AutoCloseable {
    private final FleetSource source;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final Executor window = Platform::runLater;
    private final Pictures pictures = new Pictures(background, window);
    private final Transfers transfers = new Transfers(background, window);
    private final Tunnels tunnels = new Tunnels();
    private final Outlooks outlooks = new Outlooks(background, window);
    private final Requests requests = new Requests(background, window);
    private final Rests rests = new Rests(requests);
    private final ReadOnlyObjectWrapper<FleetState> state = new ReadOnlyObjectWrapper<>(new FleetState.Loading());
    private Standpoint standpoint = Standpoint.UNKNOWN;
    private final Roll roll;
    private final PodBook book;
    private final Evacuations evacuations;
    private final MoveQueue queue = new MoveQueue((pod, destination) -> begin(pod, destination, false));

    public FleetModel(FleetSource source) {
        this.source = source;
        this.roll = new Roll(source, background, window, tunnels);
        this.book = new PodBook(roll);
        this.evacuations = new Evacuations(roll.workstations(), (pod, destination) -> begin(pod, destination, true));
    }

    /** Begins to look; returns at once. */
    public void start() {
        background.execute(new Roster(
                source,
                (members, from) -> window.execute(() -> setMembers(members, from)),
                trouble -> window.execute(() -> setUnusable(trouble))));
    }

    public ReadOnlyObjectProperty<FleetState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Unknown until the members are. */
    public Standpoint standpoint() {
        return standpoint;
    }

    /** Where its files and its machine are. */
    public FleetSource source() {
        return source;
    }

    /** The workstation that this machine is, if it is one of the fleet. */
    public Optional<WorkstationModel> here() {
        return standpoint.workstation().flatMap(roll::named);
    }

    /** By name. */
    public ObservableList<WorkstationModel> workstations() {
        return roll.workstations();
    }

    /** How many pods there are on all of them. */
    public ReadOnlyIntegerProperty podCountProperty() {
        return book.count();
    }

    /** Asks the pod's workstation to move it; {@link PodModel#moveProperty} tells how it goes. */
    public void move(PodModel pod, WorkstationModel destination) {
        queue.remove(pod);
        begin(pod, destination, false);
    }

    /** Moves those that can be, a few at a time; the others wait for their turn ({@link MoveState.Waiting}). */
    public void move(List<PodModel> pods, WorkstationModel destination) {
        queue.add(pods, destination);
    }

    private void begin(PodModel pod, WorkstationModel destination, boolean evacuation) {
        var from = pod.home();
        var request = MovePodRequest.newBuilder()
                .setPod(pod.id())
                .setDestination(destination.name())
                .setAddress(destination.member().address())
                .setEvacuation(evacuation)
                .build();
        book.progressed(
                pod,
                MoveProgress.newBuilder()
                        .setPodId(pod.id())
                        .setPodName(pod.name())
                        .setSource(from.name())
                        .setDestination(destination.name())
                        .build());
        background.execute(new Mover(
                from,
                request,
                progress -> window.execute(() -> book.progressed(pod, progress)),
                end -> window.execute(() -> ended(pod, end))));
    }

    private void ended(PodModel pod, MoveState end) {
        book.ended(pod, end);
        queue.ended(pod);
        evacuations.ended(pod, end);
    }

    /** Where the pods of these workstations would go now. */
    public Map<WorkstationModel, Plan> evacuationPlans(List<WorkstationModel> sources) {
        return evacuations.plan(sources);
    }

    /**
     * Begins to move all their pods to the best others; {@link WorkstationModel#evacuationProperty} of each tells how it goes.
     */
    public void evacuate(List<WorkstationModel> sources) {
        evacuations.begin(sources);
    }

    /** What a move would meet; asks for it where no answer of the last seconds is at hand. */
    public ReadOnlyObjectProperty<Outlook> outlook(PodModel pod, WorkstationModel destination) {
        return outlooks.of(pod, destination);
    }

    /** Calls off the pod's move, or takes it from those that wait for their turn; {@link PodModel#moveProperty} tells of its end, or {@code refused} why it goes on. */
    public void cancelMove(PodModel pod, Consumer<List<Problem>> refused) {
        if (!queue.remove(pod)) {
            var id = pod.id();
            requests.ask(pod.home(), link -> link.cancelMove(id), () -> {}, refused);
        }
    }

    /** Makes a pod; one of the two is called on the FX thread at the end. */
    public void create(
            WorkstationModel workstation, CreatePodRequest request, Runnable done, Consumer<List<Problem>> refused) {
        requests.ask(workstation, link -> link.create(request), done, refused);
    }

    /** Ends all its programs and removes its files; one of the two is called on the FX thread at the end. */
    public void destroy(PodModel pod, Runnable done, Consumer<List<Problem>> refused) {
        var id = pod.id();
        requests.ask(pod.home(), link -> link.destroy(id), done, refused);
    }

    /** Pods at rest, and snapshots. */
    public Rests rests() {
        return rests;
    }

    /** Exports and imports. */
    public Transfers transfers() {
        return transfers;
    }

    /** A page of the past of a workstation; one of the two is called on the FX thread at the end. */
    public void history(
            WorkstationModel workstation,
            ListHistoryRequest request,
            Consumer<ListHistoryResponse> done,
            Consumer<List<Problem>> refused) {
        requests.askFor(workstation, link -> link.history(request), done, refused);
    }

    /** Ways to the pods' displays; may be used on any thread. */
    public Tunnels tunnels() {
        return tunnels;
    }

    /** Which workstation each pod is on, by the pods' ids. */
    public Map<String, String> places() {
        return workstations().stream()
                .flatMap(each -> each.pods().stream())
                .collect(Collectors.toMap(PodModel::id, pod -> pod.home().name(), (one, _) -> one));
    }

    /** Opens these ports of the pod to the LAN, and no others; one of the two is called on the FX thread at the end. */
    public void setOpenPorts(PodModel pod, List<OpenPorts> open, Runnable done, Consumer<List<Problem>> refused) {
        var id = pod.id();
        requests.askFor(pod.home(), link -> link.setOpenPorts(id, open), _ -> done.run(), refused);
    }

    /** Asks for a newer picture of the pod's screen, at most {@code maxWidth} pixels wide (0: its true size). */
    public void refreshPicture(PodModel pod, int maxWidth) {
        pictures.refresh(pod, maxWidth);
    }

    @Override
    public void close() {
        background.shutdownNow();
        roll.close();
    }

    private void setUnusable(TroubleException trouble) {
        // A fleet that was read once stays on the board: its files may just be being rewritten.
        if (workstations().isEmpty()) {
            state.set(new FleetState.Unusable(trouble.problems()));
        }
    }

    private void setMembers(List<Member> members, Standpoint from) {
        if (!background.isShutdown()) {
            standpoint = from;
            roll.set(members, new News());
            state.set(new FleetState.Ready());
        }
    }

    /** Brings what is heard to all who keep something by it. */
    private final class News implements Roll.Listener {
        @Override
        public void heard(WorkstationModel workstation, Snapshot snapshot) {
            book.heard(workstation, snapshot);
            evacuations.heard(workstation, snapshot);
        }

        @Override
        public void missed(WorkstationModel workstation, TroubleException trouble) {
            workstation.missed(trouble.problems(), Instant.now());
            evacuations.missed(workstation);
        }

        @Override
        public void struckOff(WorkstationModel workstation) {
            book.forget(workstation);
            evacuations.forget(workstation);
            queue.forget(workstation);
        }
    }
}
