package org.deskferry.app.evacuation;

import java.util.List;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** Why pods stay, where no workstation has said it. */
final class Reasons {
    private Reasons() {}

    static Stay hasEnded(Pod pod) {
        return new Stay(
                pod,
                List.of(problem(
                        ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                        thing(pod),
                        "Its session has ended, so there is nothing to move; its files are still there.",
                        "Remove it with 'deskferry rm " + pod.getManifest().getName() + "'.")));
    }

    static Problem busy(Pod pod) {
        return problem(
                ProblemKind.PROBLEM_KIND_POD_BUSY,
                thing(pod),
                "Somebody else makes or moves it, and that does not end.",
                "See 'deskferry ls', and evacuate again when it is done.");
    }

    static Problem away(String source) {
        return problem(
                ProblemKind.PROBLEM_KIND_UNREACHABLE,
                "workstation " + source,
                "It does not answer any more.",
                "Check that the machine is on and that its host service runs, then evacuate again.");
    }

    static Problem noOther(Pod pod) {
        return problem(
                ProblemKind.PROBLEM_KIND_UNREACHABLE,
                thing(pod),
                "There is no other workstation to go to.",
                "Add one to the fleet, or name others with --to.");
    }

    private static String thing(Pod pod) {
        return "pod " + pod.getManifest().getName();
    }

    private static Problem problem(ProblemKind kind, String thing, String reason, String remedy) {
        return Problem.newBuilder()
                .setKind(kind)
                .setThing(thing)
                .setReason(reason)
                .setRemedy(remedy)
                .build();
    }
}
