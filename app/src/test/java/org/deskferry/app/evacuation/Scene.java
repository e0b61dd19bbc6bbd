package org.deskferry.app.evacuation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Snapshot;
import org.deskferry.proto.v1.WorkstationFacts;

/** A fleet as it may be seen. Every look at it shows a later time. */
final class Scene {
    static final long GIB = 1L << 30;
    private static final String IMAGE = "sha256:1";

    private final Map<String, WorkstationFacts.Builder> facts = new LinkedHashMap<>();
    private final Map<String, List<Pod>> pods = new LinkedHashMap<>();
    private int looks;

    /** A workstation of 16 GiB and 8 processors with the image and a working engine. */
    Scene workstation(String name, long memoryFree, double load) {
        facts.put(
                name,
                WorkstationFacts.newBuilder()
                        .setName(name)
                        .setLoad(load)
                        .setCpus(8)
                        .setMemoryTotalBytes(16 * GIB)
                        .setMemoryAvailableBytes(memoryFree)
                        .setEngine("4.2.1")
                        .addImages(IMAGE));
        pods.put(name, new ArrayList<>());
        return this;
    }

    WorkstationFacts.Builder facts(String name) {
        return Objects.requireNonNull(facts.get(name));
    }

    Scene pod(String workstation, String name, int connections, long memory) {
        return pod(workstation, name, connections, memory, PodState.POD_STATE_RUNNING);
    }

    Scene pod(String workstation, String name, int connections, long memory, PodState state) {
        podsOf(workstation)
                .add(Pod.newBuilder()
                        .setManifest(PodManifest.newBuilder()
                                .setId(name)
                                .setName(name)
                                .setImage(IMAGE))
                        .setState(state)
                        .setConnections(connections)
                        .setMemoryBytes(memory)
                        .build());
        return this;
    }

    Scene remove(String workstation, String pod) {
        podsOf(workstation).removeIf(there -> there.getManifest().getId().equals(pod));
        return this;
    }

    /** It does not answer any more. */
    Scene away(String workstation) {
        facts.put(workstation, WorkstationFacts.newBuilder());
        return this;
    }

    List<Seen> look() {
        looks++;
        return facts.keySet().stream()
                .map(name -> new Seen(name, snapshot(name)))
                .toList();
    }

    private List<Pod> podsOf(String workstation) {
        return Objects.requireNonNull(pods.get(workstation));
    }

    private Optional<Snapshot> snapshot(String name) {
        var here = facts(name);
        if (here.getName().isEmpty()) {
            return Optional.empty();
        }
        here.getTimeBuilder().setSeconds(looks);
        return Optional.of(Snapshot.newBuilder()
                .setWorkstation(here)
                .addAllPods(podsOf(name))
                .build());
    }

    static Problem problem(ProblemKind kind) {
        return Problem.newBuilder()
                .setKind(kind)
                .setThing("workstation x")
                .setReason("It cannot.")
                .setRemedy("Do otherwise.")
                .build();
    }
}
