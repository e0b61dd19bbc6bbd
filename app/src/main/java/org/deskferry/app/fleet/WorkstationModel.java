package org.deskferry.app.fleet;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.WorkstationFacts;

/** A workstation of the fleet as it was last heard of. FX thread only. */
public final class WorkstationModel {
    private final Member member;
    private final Link link;
    private final ReadOnlyObjectWrapper<Reach> reach = new ReadOnlyObjectWrapper<>(new Reach.Connecting());
    private final ReadOnlyObjectWrapper<WorkstationFacts> facts =
            new ReadOnlyObjectWrapper<>(WorkstationFacts.getDefaultInstance());
    private final ReadOnlyObjectWrapper<EvacuationState> evacuation =
            new ReadOnlyObjectWrapper<>(new EvacuationState.None());
    private final ObservableList<PodModel> pods = FXCollections.observableArrayList();
    private final ObservableList<PodModel> arriving = FXCollections.observableArrayList();
    // Kept, as a view that nobody holds stops telling of changes.
    private final ObservableList<PodModel> podsView = FXCollections.unmodifiableObservableList(pods);
    private final ObservableList<PodModel> arrivingView = FXCollections.unmodifiableObservableList(arriving);
    private Optional<Instant> lastSeen = Optional.empty();

    WorkstationModel(Member member, Link link) {
        this.member = member;
        this.link = link;
    }

    public String name() {
        return member.name();
    }

    public Member member() {
        return member;
    }

    public Reach reach() {
        return reach.get();
    }

    public ReadOnlyObjectProperty<Reach> reachProperty() {
        return reach.getReadOnlyProperty();
    }

    /** The default instance until it was first heard of. */
    public WorkstationFacts facts() {
        return facts.get();
    }

    public ReadOnlyObjectProperty<WorkstationFacts> factsProperty() {
        return facts.getReadOnlyProperty();
    }

    /** The pods that belong to it, by name. Kept as they were while it is away. */
    public ObservableList<PodModel> pods() {
        return podsView;
    }

    /** Pods of other workstations on their way to it. */
    public ObservableList<PodModel> arriving() {
        return arrivingView;
    }

    public ReadOnlyObjectProperty<EvacuationState> evacuationProperty() {
        return evacuation.getReadOnlyProperty();
    }

    public boolean isBeingEvacuated() {
        return evacuation.get() instanceof EvacuationState.UnderWay;
    }

    /** The user has read how it ended. */
    public void forgetEvacuation() {
        if (!isBeingEvacuated()) {
            evacuation.set(new EvacuationState.None());
        }
    }

    void setEvacuation(EvacuationState state) {
        evacuation.set(state);
    }

    Link link() {
        return link;
    }

    void heard(WorkstationFacts news, Instant now) {
        lastSeen = Optional.of(now);
        facts.set(news);
        if (!(reach() instanceof Reach.Online)) {
            reach.set(new Reach.Online());
        }
    }

    void missed(List<Problem> problems, Instant now) {
        if (problems.stream().anyMatch(p -> p.getKind() == ProblemKind.PROBLEM_KIND_NOT_TRUSTED)) {
            reach.set(new Reach.NotTrusted(problems));
        } else if (reach() instanceof Reach.Away before) {
            reach.set(new Reach.Away(before.since(), before.everSeen(), problems));
        } else {
            reach.set(new Reach.Away(lastSeen.orElse(now), lastSeen.isPresent(), problems));
        }
    }

    void take(PodModel pod) {
        if (!pods.contains(pod)) {
            pods.add(pod);
            pods.sort(Comparator.comparing(PodModel::name));
        }
    }

    void release(PodModel pod) {
        pods.remove(pod);
    }

    void expect(PodModel pod, boolean expected) {
        if (!expected) {
            arriving.remove(pod);
        } else if (!arriving.contains(pod)) {
            arriving.add(pod);
        }
    }
}
