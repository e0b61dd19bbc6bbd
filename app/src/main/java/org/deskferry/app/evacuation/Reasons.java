package org.deskferry.app.evacuation;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.List;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Phrase;
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
                        say("Its session has ended, so there is nothing to move; its files are still there."),
                        say(
                                "Remove it with 'deskferry rm {0}'.",
                                pod.getManifest().getName()))));
    }

    static Problem busy(Pod pod) {
        return problem(
                ProblemKind.PROBLEM_KIND_POD_BUSY,
                thing(pod),
                say("Somebody else makes or moves it, and that does not end."),
                say("See 'deskferry ls', and evacuate again when it is done."));
    }

    static Problem away(String source) {
        return problem(
                ProblemKind.PROBLEM_KIND_UNREACHABLE,
                say("workstation {0}", source),
                say("It does not answer any more."),
                say("Check that the machine is on and that its host service runs, then evacuate again."));
    }

    static Problem noOther(Pod pod) {
        return problem(
                ProblemKind.PROBLEM_KIND_UNREACHABLE,
                thing(pod),
                say("There is no other workstation to go to."),
                say("Add one to the fleet, or name others with --to."));
    }

    private static Phrase thing(Pod pod) {
        return say("pod {0}", pod.getManifest().getName());
    }

    private static Problem problem(ProblemKind kind, Phrase thing, Phrase reason, Phrase remedy) {
        return Phrases.problem(kind, thing, reason, remedy);
    }
}
