package org.deskferry.host.rest;

import org.deskferry.host.move.Machine;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;

/** What goes wrong with files, in words. */
final class Failures {
    private Failures() {}

    /**
     * A disk that could not be written to or read from.
     *
     * @param what was not done: "suspended"
     * @param state how the pod is now, a sentence
     */
    static ProblemException of(Machine machine, String pod, String what, String state, Exception cause) {
        var full = String.valueOf(cause.getMessage()).contains("No space left");
        return ProblemException.causedBy(
                cause,
                full ? ProblemKind.PROBLEM_KIND_DISK_FULL : ProblemKind.PROBLEM_KIND_INTERNAL,
                full ? "workstation " + machine.name() : "pod " + pod,
                full
                        ? "Its disk is full, so pod " + pod + " cannot be " + what + ". " + state
                        : "It cannot be " + what + ": " + cause.getMessage() + ". " + state,
                full ? "Make room in " + machine.state() + ", then try again." : "See this workstation's log.");
    }
}
