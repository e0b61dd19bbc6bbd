package org.deskferry.host.rest;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deskferry.host.move.Machine;
import org.deskferry.host.move.Sizes;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Resting;

/** Whether this machine, as it is now, can wake what another machine, or this one at another time, has written down. */
final class Surroundings {
    private static final int MOST_NAMED = 8;

    private Surroundings() {}

    static List<Problem> problems(Machine machine, HostedPod pod) {
        var problems = new ArrayList<Problem>();
        problems.addAll(cpuProblems(machine, pod.name(), pod.record().getResting()));
        var needed = pod.record().getResting().getSuspension().getCheckpointBytes();
        if (machine.memoryAvailable() < needed) {
            problems.add(Phrases.problem(
                    ProblemKind.PROBLEM_KIND_MEMORY_SHORT,
                    say("workstation {0}", machine.name()),
                    say(
                            "Waking pod {0} needs {1} of memory, and {2} are free.",
                            pod.name(), Sizes.text(needed), Sizes.text(machine.memoryAvailable())),
                    say("End programs there, or resume the pod on another workstation.")));
        }
        return problems;
    }

    /** A program may use what its processor had when it started. */
    static List<Problem> cpuProblems(Machine machine, String pod, Resting resting) {
        var here = Set.copyOf(machine.facts().getCpuFlagsList());
        var missing = resting.getMachine().getCpuFlagsList().stream()
                .filter(flag -> !here.contains(flag))
                .toList();
        return missing.isEmpty()
                ? List.of()
                : List.of(Phrases.problem(
                        ProblemKind.PROBLEM_KIND_CPU_DIFFERS,
                        say("workstation {0}", machine.name()),
                        say(
                                "Its processor lacks {0}, which programs of pod {1} may be using.",
                                String.join(", ", missing.subList(0, Math.min(MOST_NAMED, missing.size()))), pod),
                        say("Resume the pod on a workstation with a processor at least as capable.")));
    }
}
