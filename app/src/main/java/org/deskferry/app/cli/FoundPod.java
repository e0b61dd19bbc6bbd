package org.deskferry.app.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodState;
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
        var there = fitting.size() == 1
                ? fitting
                : fitting.stream().filter(found -> !found.isArriving()).toList();
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

    String id() {
        return pod.getManifest().getId();
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

    /** While a pod moves its destination lists it too, but it is not that one's yet. */
    private boolean isArriving() {
        return pod.getState() == PodState.POD_STATE_ARRIVING;
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
