package org.deskferry.host.move;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deskferry.host.checkpoint.EngineVersion;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.MachineFacts;
import org.deskferry.proto.v1.Offer;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** What a pod would miss at this machine that it has at its own. */
final class MachineComparison {
    private static final int MOST_FLAGS = 8;

    private final Offer offer;
    private final MachineFacts source;
    private final String name;
    private final MachineFacts here;

    /** This machine goes by {@code name}. */
    MachineComparison(Offer offer, String name, MachineFacts here) {
        this.offer = offer;
        this.source = offer.getMachine();
        this.name = name;
        this.here = here;
    }

    /** CRIU reads checkpoints of its own and of older versions; what is newer in one it may pass over in silence. */
    List<Problem> engineRefusals() {
        return isOlder(here.getEngine(), source.getEngine())
                ? List.of(problem(
                        ProblemKind.PROBLEM_KIND_ENGINE_TOO_OLD,
                        say(
                                "It has CRIU {0}, which may not understand a checkpoint of CRIU {1} at {2}.",
                                here.getEngine(), source.getEngine(), offer.getSource()),
                        say("Install the same CRIU there, for one with the package deskferry-engine.")))
                : List.of();
    }

    List<Problem> refusals() {
        var refusals = new ArrayList<Problem>();
        compareCpus().ifPresent(refusals::add);
        if (isOlder(here.getKernel(), offer.getOldestKernel())) {
            refusals.add(problem(
                    ProblemKind.PROBLEM_KIND_KERNEL_DIFFERS,
                    say(
                            "It runs Linux {0}, and a program of the pod has memory of a kind that Linux has since {1}.",
                            here.getKernel(), offer.getOldestKernel()),
                    say("Move the pod to a workstation with a newer kernel.")));
        }
        return refusals;
    }

    List<Problem> warnings() {
        return isOlder(here.getKernel(), source.getKernel())
                ? List.of(problem(
                        ProblemKind.PROBLEM_KIND_KERNEL_DIFFERS,
                        say(
                                "It runs Linux {0}, which is older than {1} at {2}: a program that uses something new may fail later.",
                                here.getKernel(), source.getKernel(), offer.getSource()),
                        say("Run the same kernel on both, or restart such a program after the move.")))
                : List.of();
    }

    /** A program may use what its processor had when it started, so this one must have it too. */
    private Optional<Problem> compareCpus() {
        var known = Set.copyOf(here.getCpuFlagsList());
        var missing = source.getCpuFlagsList().stream()
                .filter(flag -> !known.contains(flag))
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(problem(
                        ProblemKind.PROBLEM_KIND_CPU_DIFFERS,
                        say(
                                "Its processor lacks {0}, which the pod's programs may be using.",
                                String.join(", ", missing.subList(0, Math.min(MOST_FLAGS, missing.size())))),
                        say("Move the pod to a workstation with a processor at least as capable.")));
    }

    /** By the first two numbers: a third one stands for repairs. */
    private static boolean isOlder(String one, String other) {
        return EngineVersion.in(one)
                .flatMap(version -> EngineVersion.in(other)
                        .map(than -> new EngineVersion(version.major(), version.minor(), 0)
                                        .compareTo(new EngineVersion(than.major(), than.minor(), 0))
                                < 0))
                .orElse(false);
    }

    private Problem problem(ProblemKind kind, Phrase reason, Phrase remedy) {
        return Phrases.problem(kind, say("workstation {0}", name), reason, remedy);
    }
}
