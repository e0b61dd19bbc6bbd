package org.deskferry.host.pod;

import static org.deskferry.proto.problem.Phrases.say;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.deskferry.host.linux.Proc;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.ProblemKind;

/**
 * The pods of this workstation: who is here, and who may do something with one at the moment. At any time at most one
 * caller has a claim on a pod. Thread-safe.
 */
public final class Pods {
    /** Many have a pod only for the moment in which they write down how something ended. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final PodStore store;
    private final Cgroups cgroups;
    private final Map<String, HostedPod> pods = new ConcurrentHashMap<>();

    public Pods(PodStore store, Cgroups cgroups) {
        this.store = store;
        this.cgroups = cgroups;
    }

    /** The exclusive right to change a pod, until it is closed. */
    public final class Hold implements AutoCloseable {
        private final HostedPod pod;

        Hold(HostedPod pod) {
            this.pod = pod;
        }

        public HostedPod pod() {
            return pod;
        }

        /** Replaces the pod's record, on disk first. */
        public void save(PodRecord record) {
            store.save(record);
            pod.setRecord(record);
        }

        /** Writes {@code record} with {@code initPid} as the pod's first process from now on. */
        public void begin(PodRecord record, long initPid) {
            save(record.toBuilder()
                    .setInitPid((int) initPid)
                    .setInitStartTicks(Proc.startTicks(initPid).orElse(0L))
                    .setBootId(Proc.bootId())
                    .build());
        }

        /** Shows this state from now on, until the hold ends. */
        public void show(PodState state) {
            pod.show(state);
        }

        /** Strikes the pod off the list; its folder is the caller's to remove, and the hold ends. */
        public void forget() {
            pods.remove(pod.id());
        }

        @Override
        public void close() {
            pod.release();
        }
    }

    public List<HostedPod> list() {
        return pods.values().stream()
                .sorted(Comparator.comparing(HostedPod::name))
                .toList();
    }

    public boolean has(String id) {
        return pods.containsKey(id);
    }

    /** Whether anyone is changing one. */
    public boolean isAnyHeld() {
        return pods.values().stream().anyMatch(HostedPod::isClaimed);
    }

    /** Finds a pod by its id or its name. */
    public HostedPod find(String idOrName) {
        return Optional.ofNullable(pods.get(idOrName))
                .or(() -> pods.values().stream()
                        .filter(pod -> pod.name().equals(idOrName))
                        .findFirst())
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.PROBLEM_KIND_UNKNOWN_POD,
                        say("pod {0}", idOrName),
                        say("There is no such pod on this workstation."),
                        say("Run 'deskferry ls' to see which pods there are and where.")));
    }

    /**
     * Takes a pod that is here for a change.
     *
     * @param state what it shows meanwhile
     * @param moveId the move it is for, or an empty text
     * @throws ProblemException (POD_BUSY) if someone else has it, and half a second later still
     */
    public Hold hold(String idOrName, PodState state, String moveId) {
        return hold(idOrName, new HostedPod.Claim(Optional.of(state), moveId));
    }

    /** As {@link #hold(String, PodState, String)}, for a moment in which it shows the state that it has. */
    public Hold hold(String idOrName) {
        return hold(idOrName, new HostedPod.Claim(Optional.empty(), ""));
    }

    private Hold hold(String idOrName, HostedPod.Claim claim) {
        var pod = find(idOrName);
        if (!claim(pod, claim)) {
            throw busy(pod);
        }
        if (pods.get(pod.id()) != pod) {
            pod.release();
            return hold(idOrName, claim);
        }
        return new Hold(pod);
    }

    private static boolean claim(HostedPod pod, HostedPod.Claim claim) {
        try {
            return pod.claim(claim, PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Enters a pod that is new here and writes its record; the caller holds it.
     *
     * @throws ProblemException if its id, name, ids or address are taken here
     */
    public synchronized Hold enter(PodRecord record, PodState state) {
        var manifest = record.getManifest();
        var problems = new Collisions(list()).of(manifest);
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
        var pod = hosted(record);
        claim(pod, new HostedPod.Claim(Optional.of(state), record.getMoveId()));
        store.save(record);
        pods.put(pod.id(), pod);
        return new Hold(pod);
    }

    /** Enters a pod that was found on disk, as it stands there. */
    public HostedPod readmit(PodRecord record) {
        var pod = hosted(record);
        pods.put(pod.id(), pod);
        return pod;
    }

    /** What keeps a pod with this manifest from being here, beside the pods that are. */
    public Collisions collisions() {
        return new Collisions(list());
    }

    /** The first user ids of all ranges that are taken. */
    public Set<Integer> takenIds() {
        var taken = new HashSet<Integer>();
        list().forEach(pod -> taken.add(pod.manifest().getIds().getFirst()));
        return taken;
    }

    private HostedPod hosted(PodRecord record) {
        PodManifest manifest = record.getManifest();
        return new HostedPod(record, store.folder(manifest.getId()), cgroups.of(manifest.getId()));
    }

    private static ProblemException busy(HostedPod pod) {
        var moving = !pod.moveId().isEmpty();
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_POD_BUSY,
                say("pod {0}", pod.name()),
                moving
                        ? say("It is being moved already (move {0}).", pod.moveId())
                        : say("It is being changed by someone else."),
                say("Wait until that has ended, then try again."));
    }
}
