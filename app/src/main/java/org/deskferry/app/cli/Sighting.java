package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import org.deskferry.app.evacuation.Seen;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Snapshot;

/**
 * A workstation as it was seen just now.
 *
 * @param snapshot empty if it did not answer
 * @param problems why it did not
 */
record Sighting(Member member, Optional<Snapshot> snapshot, List<Problem> problems) {

    boolean isAway() {
        return snapshot.isEmpty();
    }

    Seen seen() {
        return new Seen(member.name(), snapshot);
    }

    List<Pod> pods() {
        return snapshot.map(Snapshot::getPodsList).orElse(List.of());
    }

    /** The same without the pods that are not in doubt. */
    Sighting onlyInDoubt() {
        var doubtful = pods().stream()
                .filter(pod -> pod.getState() == PodState.POD_STATE_IN_DOUBT)
                .toList();
        return new Sighting(
                member,
                snapshot.map(seen ->
                        seen.toBuilder().clearPods().addAllPods(doubtful).build()),
                problems);
    }

    /** "away" and why, or what is wrong with a workstation that is there. */
    String absence() {
        return problems.stream()
                .findFirst()
                .map(problem -> (problem.getKind() == ProblemKind.PROBLEM_KIND_UNREACHABLE ? "away: " : "of no use: ")
                        + problem.getReason())
                .orElse("away");
    }

    JsonObject json() {
        var object = new JsonObject();
        object.addProperty("name", member.name());
        object.addProperty("address", member.address());
        object.addProperty("away", isAway());
        snapshot.ifPresent(seen -> object.add("snapshot", Json.of(seen)));
        if (isAway()) {
            object.add("problems", Json.list(problems.stream().map(Json::of).toList()));
        }
        return object;
    }
}
