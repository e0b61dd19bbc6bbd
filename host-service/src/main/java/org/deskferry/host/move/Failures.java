package org.deskferry.host.move;

import org.deskferry.host.linux.FullDisk;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.problem.ProblemException;
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
                "workstation " + order.destination(),
                "The connection to it was lost in the move: " + cause.getMessage() + ". The pod goes on here.",
                "Check that it runs and that the network is up, then try again.");
    }

    static ProblemException notTaken(MoveOrder order, RuntimeException cause) {
        return ProblemException.causedBy(
                cause,
                ProblemKind.PROBLEM_KIND_UNREACHABLE,
                "workstation " + order.destination(),
                "It did not take the pod over: " + cause.getMessage() + ". The pod goes on here.",
                "Check that it runs and that the network is up, then try again.");
    }

    static ProblemException notHere(HostedPod pod) {
        return pod.state() == PodState.POD_STATE_SUSPENDED
                ? ProblemException.of(
                        ProblemKind.PROBLEM_KIND_POD_BUSY,
                        "pod " + pod.name(),
                        "It is suspended, and only a running pod can move.",
                        "Resume it first, or export it there: 'deskferry resume " + pod.name() + "'.")
                : new ProblemException(Doubt.of(pod));
    }

    static ProblemException notMoving(HostedPod pod) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                "pod " + pod.name(),
                "No move of it away from here is under way.",
                "Run 'deskferry ls' to see where it is and what it does.");
    }

    static ProblemException ended(HostedPod pod) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                "pod " + pod.name(),
                "Its session has ended.",
                "Remove it with 'deskferry rm " + pod.name() + "'.");
    }

    static ProblemException sameWorkstation(String name) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_SAME_WORKSTATION,
                "workstation " + name,
                "The pod is there already.",
                "Choose another workstation.");
    }

    /** Where a file could not be written or a mount made. */
    static Problem onDisk(String workstation, Exception cause) {
        var full = FullDisk.isBehind(cause);
        return ProblemException.problem(
                full ? ProblemKind.PROBLEM_KIND_DISK_FULL : ProblemKind.PROBLEM_KIND_INTERNAL,
                "workstation " + workstation,
                (full ? "Its disk or memory is full: " : "It could not write what it received: ") + cause.getMessage()
                        + ".",
                full ? "Make room there, then try again." : "See its log.");
    }

    static Problem unforeseen(String workstation, RuntimeException cause) {
        if (FullDisk.isBehind(cause)) {
            return onDisk(workstation, cause);
        }
        return ProblemException.problem(
                ProblemKind.PROBLEM_KIND_INTERNAL,
                "workstation " + workstation,
                "It could not take the pod in: " + cause.getMessage() + ".",
                "See its log.");
    }

    static ProblemException protocol(String what) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_CORRUPT_STREAM,
                "the move's stream",
                "The other side broke the protocol: " + what + ".",
                "Run the same version of Deskferry on both workstations.");
    }
}
