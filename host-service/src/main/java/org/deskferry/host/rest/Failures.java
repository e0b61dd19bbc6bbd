package org.deskferry.host.rest;

import static org.deskferry.proto.problem.Phrases.say;

import org.deskferry.host.move.Machine;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Phrase;
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
    static ProblemException of(Machine machine, String pod, Phrase what, Phrase state, Exception cause) {
        var full = String.valueOf(cause.getMessage()).contains("No space left");
        return ProblemException.causedBy(
                cause,
                full ? ProblemKind.PROBLEM_KIND_DISK_FULL : ProblemKind.PROBLEM_KIND_INTERNAL,
                full ? say("workstation {0}", machine.name()) : say("pod {0}", pod),
                full
                        ? say("Its disk is full, so pod {0} cannot be {1}. {2}", pod, what, state)
                        : say("It cannot be {0}: {1}. {2}", what, cause.getMessage(), state),
                full ? say("Make room in {0}, then try again.", machine.state()) : say("See this workstation's log."));
    }
}
