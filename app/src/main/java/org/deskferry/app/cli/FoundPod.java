package org.deskferry.app.cli;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodRequest;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Snapshot;

/** A pod, and the workstation that it belongs to. */
record FoundPod(Member member, Snapshot snapshot, Pod pod) {

    /**
     * The pod that {@code text} means.
     *
     * @param text a pod's name, "workstation/name", or a pod's id
     * @throws CommandFailure if there is none, or more than one
     */
    static FoundPod among(List<Sighting> sightings, String text) throws CommandFailure {
        var fitting = sightings.stream()
                .flatMap(sighting -> sighting.snapshot().stream()
                        .flatMap(snapshot -> snapshot.getPodsList().stream()
                                .map(pod -> new FoundPod(sighting.member(), snapshot, pod))))
                .filter(found -> found.isMeantBy(text))
                .toList();
        var there = fitting.stream()
                .filter(found -> fitting.stream().noneMatch(other -> other.isRatherThan(found)))
                .toList();
        if (there.size() > 1) {
            throw CommandFailure.of(
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    "pod " + text,
                    "There are several: " + there.stream().map(FoundPod::path).collect(Collectors.joining(", ")) + ".",
                    "Say which one, as WORKSTATION/NAME.");
        }
        if (there.isEmpty()) {
            throw none(sightings, text);
        }
        return there.getFirst();
    }

    /** The same, but rather where it is in doubt. */
    static FoundPod inDoubt(List<Sighting> sightings, String text) throws CommandFailure {
        var doubtful = sightings.stream().map(Sighting::onlyInDoubt).toList();
        return doubtful.stream().anyMatch(sighting -> !sighting.pods().isEmpty())
                ? among(doubtful, text)
                : among(sightings, text);
    }

    String id() {
        return pod.getManifest().getId();
    }

    /** Asks its workstation about it. */
    PodRequest request() {
        return PodRequest.newBuilder().setPod(id()).build();
    }

    String name() {
        return pod.getManifest().getName();
    }

    private String path() {
        return member.name() + "/" + name();
    }

    private boolean isMeantBy(String text) {
        return text.equals(name()) || text.equals(path()) || text.equals(id());
    }

    /**
     * While a pod moves its destination lists it too, but it is not that one's yet. Of two copies otherwise the one with the larger
     * epoch is the pod.
     */
    private boolean isRatherThan(FoundPod other) {
        return id().equals(other.id()) && order().compareTo(other.order()) > 0;
    }

    private Order order() {
        return new Order(
                switch (pod.getState()) {
                    case POD_STATE_ARRIVING -> 0;
                    case POD_STATE_IN_DOUBT -> 1;
                    default -> 2;
                },
                pod.getManifest().getEpoch());
    }

    private record Order(int certainty, long epoch) implements Comparable<Order> {
        @Override
        public int compareTo(Order other) {
            return Comparator.comparingInt(Order::certainty)
                    .thenComparingLong(Order::epoch)
                    .compare(this, other);
        }
    }

    private static CommandFailure none(List<Sighting> sightings, String text) {
        var away = sightings.stream().filter(Sighting::isAway).toList();
        if (!away.isEmpty() && away.size() == sightings.size()) {
            List<Problem> problems = away.stream()
                    .flatMap(sighting -> sighting.problems().stream())
                    .toList();
            return new CommandFailure(problems);
        }
        var silent = away.stream().map(sighting -> sighting.member().name()).collect(Collectors.joining(", "));
        return CommandFailure.of(
                ProblemKind.PROBLEM_KIND_UNKNOWN_POD,
                "pod " + text,
                silent.isEmpty()
                        ? "No workstation has it."
                        : "No workstation that answers has it; these do not: " + silent + ".",
                "Run 'deskferry ls' to see which pods there are and where.");
    }
}
