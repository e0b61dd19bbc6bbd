package org.deskferry.app.evacuation;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.WorkstationFacts;

/** The workstations that pods could go to, with the memory that is promised to pods on their way. */
final class Destinations {
    /** What a workstation keeps for itself. */
    private static final long RESERVE = 64L << 20;

    private static final Set<ProblemKind> TAKES_NO_PODS = Set.of(
            ProblemKind.PROBLEM_KIND_ENGINE_MISSING,
            ProblemKind.PROBLEM_KIND_ENGINE_TOO_OLD,
            ProblemKind.PROBLEM_KIND_ENGINE_FAILED,
            ProblemKind.PROBLEM_KIND_DISK_FULL,
            ProblemKind.PROBLEM_KIND_MEMORY_SHORT,
            ProblemKind.PROBLEM_KIND_NETWORK_MISSING);

    private final Collection<Seen> places;
    private final Map<String, Long> promised = new HashMap<>();

    Destinations(Collection<Seen> places) {
        this.places = places;
    }

    /** Where a pod could go, the best first, and what speaks against the others. */
    record Ranking(List<Destination> good, List<Problem> against) {}

    /** Keeps memory for a pod that has not arrived. */
    void promise(String workstation, long bytes) {
        promised.merge(workstation, bytes, Long::sum);
    }

    /** Judges all for {@code pod} but those in {@code tried}, which have refused it. */
    Ranking rank(Pod pod, Set<String> tried) {
        var good = new ArrayList<Destination>();
        var against = new ArrayList<Problem>();
        for (var place : places) {
            if (tried.contains(place.workstation())) {
                continue;
            }
            obstacle(place, pod).ifPresentOrElse(against::add, () -> good.add(destination(place, pod)));
        }
        good.sort(Destination.BEST_FIRST);
        return new Ranking(good, against);
    }

    /** A pod that arrives is there twice for a while: as a checkpoint, and as what becomes of it. */
    static long needed(Pod pod) {
        return 2 * pod.getMemoryBytes();
    }

    private Optional<Problem> obstacle(Seen place, Pod pod) {
        if (place.snapshot().isEmpty()) {
            return Optional.of(problem(
                    ProblemKind.PROBLEM_KIND_UNREACHABLE,
                    place,
                    say("It does not answer."),
                    say("Check that the machine is on and that its host service runs.")));
        }
        var facts = facts(place);
        if (facts.getEngine().isEmpty()) {
            return Optional.of(problem(
                    ProblemKind.PROBLEM_KIND_ENGINE_MISSING,
                    place,
                    say("It has no checkpoint engine that works."),
                    say("See what 'deskferry ls --problems' says of it.")));
        }
        var need = needed(pod) + RESERVE;
        if (free(place) < need) {
            return Optional.of(problem(
                    ProblemKind.PROBLEM_KIND_MEMORY_SHORT,
                    place,
                    say(
                            "To take it in needs {0} of memory, and {1} are free.",
                            Amounts.bytes(need), Amounts.bytes(free(place))),
                    say("End programs there, or add a workstation.")));
        }
        return facts.getProblemsList().stream()
                .filter(problem -> TAKES_NO_PODS.contains(problem.getKind()))
                .findFirst();
    }

    private Destination destination(Seen place, Pod pod) {
        var facts = facts(place);
        var free = free(place);
        var used = 1 - (double) (free - pod.getMemoryBytes()) / Math.max(1, facts.getMemoryTotalBytes());
        return new Destination(
                place.workstation(),
                free,
                facts.getLoad(),
                facts.getImagesList().contains(pod.getManifest().getImage()),
                Math.max(used, facts.getLoad() / Math.max(1, facts.getCpus())));
    }

    private long free(Seen place) {
        return facts(place).getMemoryAvailableBytes() - promised.getOrDefault(place.workstation(), 0L);
    }

    private static WorkstationFacts facts(Seen place) {
        return place.snapshot().orElseThrow().getWorkstation();
    }

    private static Problem problem(ProblemKind kind, Seen place, Phrase reason, Phrase remedy) {
        return Phrases.problem(kind, say("workstation {0}", place.workstation()), reason, remedy);
    }
}
