package org.deskferry.host.move;

import java.util.List;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.problem.ProblemException;
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
        return List.of(ProblemException.problem(
                ProblemKind.PROBLEM_KIND_IN_DOUBT,
                "pod " + pod.name(),
                leaves
                        ? "It was handed over to " + other
                                + ", which does not say whether it has taken it. It stands still here."
                        : "It came from " + other
                                + ", which was lost before it said whether it hands it over. It stands still"
                                + " here.",
                "Bring " + other
                        + " back, and this ends by itself. If that is gone for good, decide with 'deskferry move resolve "
                        + pod.name() + " --keep' or '--give-up'."));
    }
}
