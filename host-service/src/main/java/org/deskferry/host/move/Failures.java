package org.deskferry.host.move;

import static org.deskferry.proto.problem.Phrases.say;

import org.deskferry.host.linux.FullDisk;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** What goes wrong in a move, in words. */
final class Failures {
    private Failures() {}

    static ProblemException lost(MoveOrder order, StreamLostException cause) {
        return ProblemException.causedBy(
                cause,
                ProblemKind.PROBLEM_KIND_UNREACHABLE,
                say("workstation {0}", order.destination()),
                say("The connection to it was lost in the move: {0}. The pod goes on here.", cause.getMessage()),
                say("Check that it runs and that the network is up, then try again."));
    }

    static ProblemException notTaken(MoveOrder order, RuntimeException cause) {
        return ProblemException.causedBy(
                cause,
                ProblemKind.PROBLEM_KIND_UNREACHABLE,
                say("workstation {0}", order.destination()),
                say("It did not take the pod over: {0}. The pod goes on here.", cause.getMessage()),
                say("Check that it runs and that the network is up, then try again."));
    }

    static ProblemException notHere(HostedPod pod) {
        return pod.state() == PodState.POD_STATE_SUSPENDED
                ? ProblemException.of(
                        ProblemKind.PROBLEM_KIND_POD_BUSY,
                        say("pod {0}", pod.name()),
                        say("It is suspended, and only a running pod can move."),
                        say("Resume it first, or export it there: 'deskferry resume {0}'.", pod.name()))
                : new ProblemException(Doubt.of(pod));
    }

    static ProblemException notMoving(HostedPod pod) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                say("pod {0}", pod.name()),
                say("No move of it away from here is under way."),
                say("Run 'deskferry ls' to see where it is and what it does."));
    }

    static ProblemException ended(HostedPod pod) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                say("pod {0}", pod.name()),
                say("Its session has ended."),
                say("Remove it with 'deskferry rm {0}'.", pod.name()));
    }

    static ProblemException sameWorkstation(String name) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_SAME_WORKSTATION,
                say("workstation {0}", name),
                say("The pod is there already."),
                say("Choose another workstation."));
    }

    /** Where a file could not be written or a mount made. */
    static Problem onDisk(String workstation, Exception cause) {
        var full = FullDisk.isBehind(cause);
        return Phrases.problem(
                full ? ProblemKind.PROBLEM_KIND_DISK_FULL : ProblemKind.PROBLEM_KIND_INTERNAL,
                say("workstation {0}", workstation),
                full
                        ? say("Its disk or memory is full: {0}.", cause.getMessage())
                        : say("It could not write what it received: {0}.", cause.getMessage()),
                full ? say("Make room there, then try again.") : say("See its log."));
    }

    static Problem unforeseen(String workstation, RuntimeException cause) {
        if (FullDisk.isBehind(cause)) {
            return onDisk(workstation, cause);
        }
        return Phrases.problem(
                ProblemKind.PROBLEM_KIND_INTERNAL,
                say("workstation {0}", workstation),
                say("It could not take the pod in: {0}.", cause.getMessage()),
                say("See its log."));
    }

    static ProblemException protocol(String what) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_CORRUPT_STREAM,
                say("the move's stream"),
                say("The other side broke the protocol: {0}.", what),
                say("Run the same version of Deskferry on both workstations."));
    }
}
