package org.deskferry.host.network;

import static org.deskferry.proto.problem.Phrases.say;

import java.net.InetAddress;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;

/** Refuses what another workstation says of a pod's network and cannot be. */
final class Unsound {
    private Unsound() {}

    /** Throws unless it is sound; {@code what} are the pod's "neighbours", for one. */
    static void require(boolean isSound, String what) {
        if (!isSound) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    say("the pod's {0}", what),
                    say("They are not sound."),
                    say("Update the other workstation."));
        }
    }

    /** The address of a text that has to be one. */
    static InetAddress address(String text, String what) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            require(false, what);
            throw e;
        }
    }
}
