package org.deskferry.host.move;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.List;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** What a pod in doubt waits for, in words. */
public final class Doubt {
    private Doubt() {}

    /** Of a pod that was given away, or that came and waits for its source's word. */
    public static List<Problem> of(HostedPod pod) {
        var record = pod.record();
        var leaves = record.getStage() == PodRecord.Stage.STAGE_COMMITTED;
        var other = leaves ? record.getDestination() : record.getSource();
        return List.of(Phrases.problem(
                ProblemKind.PROBLEM_KIND_IN_DOUBT,
                say("pod {0}", pod.name()),
                leaves
                        ? say(
                                "It was handed over to {0}, which does not say whether it has taken it. It stands still here.",
                                other)
                        : say(
                                "It came from {0}, which was lost before it said whether it hands it over. It stands still here.",
                                other),
                say(
                        "Bring {0} back, and this ends by itself. If that is gone for good, decide with 'deskferry move "
                                + "resolve {1} --keep' or '--give-up'.",
                        other, pod.name())));
    }
}
