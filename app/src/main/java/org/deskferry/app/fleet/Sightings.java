package org.deskferry.app.fleet;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodState;

/**
 * What each workstation last said of each pod. During a move two of them speak of the same pod; of these the
 * one where it runs is its home, and of two such the one with the larger epoch.
 */
final class Sightings {
    private static final Comparator<Sighting> HOME = Comparator.comparingInt(Sightings::certainty)
            .thenComparingLong(sighting -> sighting.pod().getManifest().getEpoch());

    private final Map<String, Map<String, Pod>> byPod = new HashMap<>();
    private final Map<String, Set<String>> byWorkstation = new HashMap<>();

    record Sighting(String workstation, Pod pod) {}

    private static int certainty(Sighting sighting) {
        return switch (sighting.pod().getState()) {
            case POD_STATE_ARRIVING -> 0;
            case POD_STATE_IN_DOUBT -> 1;
            default -> 2;
        };
    }

    /** Replaces all that the workstation said before. Returns the ids of the pods that it spoke of, then or now. */
    Set<String> replace(String workstation, List<Pod> pods) {
        var touched = byWorkstation.getOrDefault(workstation, Set.of());
        touched.forEach(id -> remove(workstation, id));
        byWorkstation.remove(workstation);
        var all = new HashSet<>(touched);
        for (var pod : pods) {
            put(workstation, pod);
            all.add(pod.getManifest().getId());
        }
        return all;
    }

    private void put(String workstation, Pod pod) {
        var id = pod.getManifest().getId();
        byPod.computeIfAbsent(id, _ -> new HashMap<>()).put(workstation, pod);
        byWorkstation.computeIfAbsent(workstation, _ -> new HashSet<>()).add(id);
    }

    private void remove(String workstation, String id) {
        var seen = byPod.getOrDefault(id, new HashMap<>());
        seen.remove(workstation);
        if (seen.isEmpty()) {
            byPod.remove(id);
        }
    }

    /** Fills the gap between a source that no longer speaks of a pod and a destination that does not yet. */
    void expect(String workstation, Pod pod) {
        if (said(workstation, pod).isEmpty()) {
            put(
                    workstation,
                    pod.toBuilder().setState(PodState.POD_STATE_ARRIVING).build());
        }
    }

    /** The pod was committed to the destination: whatever an older word of the source says, it is there. */
    void committed(String destination, Pod pod) {
        var manifest = pod.getManifest();
        var there = pod.toBuilder()
                .setState(PodState.POD_STATE_RUNNING)
                .clearMoveId()
                .setManifest(manifest.toBuilder().setEpoch(manifest.getEpoch() + 1))
                .build();
        if (said(destination, pod).filter(said -> !isOlder(said, there)).isEmpty()) {
            put(destination, there);
        }
    }

    private Optional<Pod> said(String workstation, Pod pod) {
        return Optional.ofNullable(
                byPod.getOrDefault(pod.getManifest().getId(), Map.of()).get(workstation));
    }

    private static boolean isOlder(Pod said, Pod assumed) {
        return said.getState() == PodState.POD_STATE_ARRIVING
                || said.getManifest().getEpoch() < assumed.getManifest().getEpoch();
    }

    Optional<Sighting> home(String podId) {
        return byPod.getOrDefault(podId, Map.of()).entrySet().stream()
                .map(seen -> new Sighting(seen.getKey(), seen.getValue()))
                .max(HOME);
    }
}
