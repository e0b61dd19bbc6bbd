package org.deskferry.app.fleet;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.deskferry.app.evacuation.Plan;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.CreatePodRequest;
import org.deskferry.proto.v1.MovePodRequest;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.OpenPorts;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ResumePodResponse;
import org.deskferry.proto.v1.Reunion;
import org.deskferry.proto.v1.Snapshot;
import org.deskferry.proto.v1.SnapshotRecord;

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
    private final ReadOnlyObjectWrapper<FleetState> state = new ReadOnlyObjectWrapper<>(new FleetState.Loading());
    private final ObservableList<WorkstationModel> workstations = FXCollections.observableArrayList();
    // Kept, as a view that nobody holds stops telling of changes.
    private final ObservableList<WorkstationModel> workstationsView =
            FXCollections.unmodifiableObservableList(workstations);
    private final Set<PodModel> wishes = new HashSet<>();
    private final Map<String, Future<?>> watches = new HashMap<>();
    private final PodBook book = new PodBook(workstations);
    private final Evacuations evacuations = new Evacuations(workstations, this::move);

    public FleetModel(FleetSource source) {
        this.source = source;
    }

    /** Begins to look; returns at once. */
    public void start() {
        background.execute(new Roster(
                source,
                members -> window.execute(() -> setMembers(members)),
                trouble -> window.execute(() -> setUnusable(trouble))));
    }

    public ReadOnlyObjectProperty<FleetState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** By name. */
    public ObservableList<WorkstationModel> workstations() {
        return workstationsView;
    }

    /** How many pods there are on all of them. */
    public ReadOnlyIntegerProperty podCountProperty() {
        return book.count();
    }

    /** Asks the pod's workstation to move it; {@link PodModel#moveProperty} tells how it goes. */
    public void move(PodModel pod, WorkstationModel destination) {
        var from = pod.home();
        var request = MovePodRequest.newBuilder()
                .setPod(pod.id())
                .setDestination(destination.name())
                .setAddress(destination.member().address())
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
        evacuations.ended(pod, end);
    }

    /** Where the workstation's pods would go now. */
    public Plan evacuationPlan(WorkstationModel workstation) {
        return evacuations.plan(workstation);
    }

    /** Begins to move its pods to the best others; {@link WorkstationModel#evacuationProperty} tells how it goes. */
    public void evacuate(WorkstationModel workstation) {
        evacuations.begin(workstation);
    }

    /** What a move would meet; asks for it where no answer of the last seconds is at hand. */
    public ReadOnlyObjectProperty<Outlook> outlook(PodModel pod, WorkstationModel destination) {
        return outlooks.of(pod, destination);
    }

    /** Calls off the pod's move; {@link PodModel#moveProperty} tells of its end, or {@code refused} why it goes on. */
    public void cancelMove(PodModel pod, Consumer<List<Problem>> refused) {
        var id = pod.id();
        ask(pod.home(), link -> link.cancelMove(id), () -> {}, refused);
    }

    /** Makes a pod; one of the two is called on the FX thread at the end. */
    public void create(
            WorkstationModel workstation, CreatePodRequest request, Runnable done, Consumer<List<Problem>> refused) {
        ask(workstation, link -> link.create(request), done, refused);
    }

    /** Ends all its programs and removes its files; one of the two is called on the FX thread at the end. */
    public void destroy(PodModel pod, Runnable done, Consumer<List<Problem>> refused) {
        var id = pod.id();
        ask(pod.home(), link -> link.destroy(id), done, refused);
    }

    /** Writes it to its workstation's disk; {@link PodModel#restFailureProperty} tells why not. */
    public void suspend(PodModel pod) {
        var id = pod.id();
        rest(pod, RestFailure.Wish.SUSPEND, link -> link.suspend(id), _ -> {});
    }

    /** Wakes it from the disk, then calls {@code done}; {@link PodModel#restFailureProperty} tells why not. */
    public void resume(PodModel pod, Consumer<Reunion> done) {
        var id = pod.id();
        rest(pod, RestFailure.Wish.RESUME, link -> link.resume(id), done);
    }

    /** Keeps it as it is in a snapshot, then calls {@code done}; {@link PodModel#restFailureProperty} tells why not. */
    public void keep(PodModel pod, Consumer<SnapshotRecord> done) {
        var id = pod.id();
        rest(pod, RestFailure.Wish.KEEP, link -> link.keep(id), done);
    }

    /** One wish a pod at a time: a key pressed twice is not a second one. */
    private <T> void rest(PodModel pod, RestFailure.Wish wish, Question<T> question, Consumer<T> done) {
        if (wishes.add(pod)) {
            pod.forgetRestFailure();
            askFor(
                    pod.home(),
                    question,
                    answer -> {
                        wishes.remove(pod);
                        done.accept(answer);
                    },
                    problems -> {
                        wishes.remove(pod);
                        pod.setRestFailure(new RestFailure(wish, problems));
                    });
        }
    }

    /** Exports and imports. */
    public Transfers transfers() {
        return transfers;
    }

    /** Ways to the pods' displays; may be used on any thread. */
    public Tunnels tunnels() {
        return tunnels;
    }

    /** Which workstation each pod is on, by the pods' ids. */
    public Map<String, String> places() {
        return workstations.stream()
                .flatMap(each -> each.pods().stream())
                .collect(Collectors.toMap(PodModel::id, pod -> pod.home().name(), (one, _) -> one));
    }

    /** Opens these ports of the pod to the LAN, and no others; one of the two is called on the FX thread at the end. */
    public void setOpenPorts(PodModel pod, List<OpenPorts> open, Runnable done, Consumer<List<Problem>> refused) {
        var id = pod.id();
        askFor(pod.home(), link -> link.setOpenPorts(id, open), _ -> done.run(), refused);
    }

    /** The workstation's snapshots, oldest first; one of the two is called on the FX thread at the end. */
    public void snapshots(
            WorkstationModel workstation, Consumer<List<SnapshotRecord>> done, Consumer<List<Problem>> refused) {
        askFor(workstation, Link::snapshots, done, refused);
    }

    /** Makes a new pod of a snapshot; one of the two is called on the FX thread at the end. */
    public void restore(
            WorkstationModel workstation,
            SnapshotRecord snapshot,
            Consumer<ResumePodResponse> done,
            Consumer<List<Problem>> refused) {
        askFor(workstation, link -> link.restore(snapshot.getId()), done, refused);
    }

    /** Removes a snapshot; one of the two is called on the FX thread at the end. */
    public void deleteSnapshot(
            WorkstationModel workstation,
            SnapshotRecord snapshot,
            Consumer<Long> done,
            Consumer<List<Problem>> refused) {
        askFor(workstation, link -> link.deleteSnapshot(snapshot.getId()), done, refused);
    }

    /** Asks for a newer picture of the pod's screen, at most {@code maxWidth} pixels wide (0: its true size). */
    public void refreshPicture(PodModel pod, int maxWidth) {
        pictures.refresh(pod, maxWidth);
    }

    @Override
    public void close() {
        background.shutdownNow();
        workstations.forEach(workstation -> workstation.link().close());
    }

    private interface Request {
        void to(Link link) throws TroubleException;
    }

    private void ask(WorkstationModel workstation, Request request, Runnable done, Consumer<List<Problem>> refused) {
        background.execute(() -> {
            try {
                request.to(workstation.link());
                window.execute(done);
            } catch (TroubleException e) {
                window.execute(() -> refused.accept(e.problems()));
            } catch (RuntimeException e) {
                var problems = Trouble.of(e, workstation.member()).problems();
                window.execute(() -> refused.accept(problems));
            }
        });
    }

    private interface Question<T> {
        T to(Link link) throws TroubleException;
    }

    private <T> void askFor(
            WorkstationModel workstation, Question<T> question, Consumer<T> done, Consumer<List<Problem>> refused) {
        ask(
                workstation,
                link -> {
                    var answer = question.to(link);
                    window.execute(() -> done.accept(answer));
                },
                () -> {},
                refused);
    }

    private void setUnusable(TroubleException trouble) {
        // A fleet that was read once stays on the board: its files may just be being rewritten.
        if (workstations.isEmpty()) {
            state.set(new FleetState.Unusable(trouble.problems()));
        }
    }

    private void setMembers(List<Member> members) {
        if (background.isShutdown()) {
            return;
        }
        var known = workstations.stream().map(WorkstationModel::member).toList();
        List.copyOf(workstations).stream()
                .filter(workstation -> !members.contains(workstation.member()))
                .forEach(this::remove);
        members.stream().filter(member -> !known.contains(member)).forEach(this::add);
        state.set(new FleetState.Ready());
    }

    private void add(Member member) {
        var workstation = new WorkstationModel(member, new Link(source, member));
        workstations.add(workstation);
        tunnels.add(workstation.name(), workstation.link());
        workstations.sort(Comparator.comparing(WorkstationModel::name));
        var watch = new Watch(
                workstation.link(),
                snapshot -> window.execute(() -> heard(workstation, snapshot)),
                trouble -> window.execute(() -> missed(workstation, trouble)));
        watches.put(member.name(), background.submit(watch));
    }

    private void remove(WorkstationModel workstation) {
        Optional.ofNullable(watches.remove(workstation.name())).ifPresent(watch -> watch.cancel(true));
        workstations.remove(workstation);
        tunnels.remove(workstation.name());
        workstation.link().close();
        book.forget(workstation);
        evacuations.forget(workstation);
    }

    private void heard(WorkstationModel workstation, Snapshot snapshot) {
        if (workstations.contains(workstation)) {
            book.heard(workstation, snapshot);
            evacuations.heard(workstation, snapshot);
        }
    }

    private void missed(WorkstationModel workstation, TroubleException trouble) {
        workstation.missed(trouble.problems(), Instant.now());
        evacuations.missed(workstation);
    }
}
