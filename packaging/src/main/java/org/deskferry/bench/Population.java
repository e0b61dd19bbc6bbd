package org.deskferry.bench;

import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Program;
import org.deskferry.proto.v1.Snapshot;
import org.deskferry.proto.v1.WorkstationFacts;

/** Workstations and pods that are nowhere, and change at random: always the same ones. Thread-safe. */
final class Population {
    private static final String[] SITES = {"Berlin", "Graz", "Oslo", "Porto", "Zürich"};
    private static final String[] NAMES = {"anna", "ben", "cleo", "dora", "emil", "fay", "gus", "hugo", "ida", "jan"};
    private static final long BEGAN = 1_780_000_000L;

    private final TreeMap<String, List<Pod>> pods = new TreeMap<>();
    private final List<String> workstations;
    private final Random chance = new Random(1);

    /** {@code size} workstations with {@code each} pods each. */
    Population(int size, int each) {
        for (int i = 0; i < size; i++) {
            var here = new ArrayList<Pod>();
            for (int j = 0; j < each; j++) {
                here.add(pod(i * each + j));
            }
            pods.put(String.format("desk-%04d", i), here);
        }
        workstations = List.copyOf(pods.keySet());
    }

    List<String> workstations() {
        return workstations;
    }

    String site(String workstation) {
        return SITES[workstations.indexOf(workstation) % SITES.length];
    }

    synchronized Snapshot snapshot(String workstation) {
        var facts = WorkstationFacts.newBuilder()
                .setName(workstation)
                .setLoad(0.5)
                .setCpus(8)
                .setMemoryTotalBytes(33_400_000_000L)
                .setMemoryAvailableBytes(20_000_000_000L)
                .setEngine("4.2.1");
        return Snapshot.newBuilder()
                .setWorkstation(facts)
                .addAllPods(pods.getOrDefault(workstation, List.of()))
                .build();
    }

    /**
     * Changes a pod: what it uses as a rule, now and then whether it runs, seldom where it is. Returns the workstations that have to
     * tell.
     */
    synchronized List<String> change() {
        var workstation = workstations.get(chance.nextInt(workstations.size()));
        var here = pods.getOrDefault(workstation, List.of());
        if (here.isEmpty()) {
            return List.of(workstation);
        }
        var place = chance.nextInt(here.size());
        var dice = chance.nextInt(100);
        if (dice < 5) {
            var other = workstations.get(chance.nextInt(workstations.size()));
            pods.getOrDefault(other, new ArrayList<>()).add(moved(here.remove(place)));
            return List.of(other, workstation);
        }
        here.set(place, dice < 15 ? toggled(here.get(place)) : used(here.get(place)));
        return List.of(workstation);
    }

    private Pod used(Pod pod) {
        return pod.toBuilder()
                .setMemoryBytes(100_000_000L + chance.nextInt(2_000_000_000))
                .setConnections(chance.nextInt(40))
                .build();
    }

    private static Pod toggled(Pod pod) {
        var runs = pod.getState() == PodState.POD_STATE_RUNNING;
        return pod.toBuilder()
                .setState(runs ? PodState.POD_STATE_SUSPENDED : PodState.POD_STATE_RUNNING)
                .build();
    }

    private static Pod moved(Pod pod) {
        var manifest = pod.getManifest();
        return pod.toBuilder()
                .setManifest(manifest.toBuilder().setEpoch(manifest.getEpoch() + 1))
                .build();
    }

    private Pod pod(int number) {
        var name = NAMES[number % NAMES.length] + "-" + number;
        var manifest = PodManifest.newBuilder()
                .setId(String.format("00000000-0000-4000-8000-%012d", number))
                .setName(name)
                .setOwner("owner " + number / 3)
                .setAddress(PodAddress.newBuilder().setIpv4("10.77." + (number / 250) + "." + (number % 250) + "/16"))
                .setEpoch(1);
        return used(Pod.newBuilder()
                .setManifest(manifest)
                .setState(PodState.POD_STATE_RUNNING)
                .setStarted(Timestamp.newBuilder().setSeconds(BEGAN + 60L * number))
                .addPrograms(
                        Program.newBuilder().setName("firefox").setTitle("Report " + number + " — Mozilla Firefox"))
                .addPrograms(Program.newBuilder().setName("xfce4-terminal").setTitle("make test"))
                .build());
    }
}
