package org.deskferry.host.network;

import java.util.List;
import java.util.Optional;
import org.deskferry.host.linux.CommandException;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.Problem;

/**
 * The way from this machine to the LAN that pods are on. A pod's link, while it is open, is a port of a bridge whose other ports lead there;
 * so is the port of who stands in for it.
 */
public interface Uplink {
    /** By a bridge, or, where {@code card} is not empty, by that network card, which is no port of any. */
    static Uplink of(String bridge, String card) {
        return card.isEmpty() ? new BridgeUplink(bridge) : new MacvlanUplink(card);
    }

    /** What it is, and its name. */
    Phrase thing();

    /** The link of this machine that all of it goes through. */
    String link();

    /** Why no pod can start or arrive here, if so. */
    List<Problem> problems();

    /**
     * The bridge of a pod. Where it is not there it is made, and leads nowhere until {@link #join}.
     *
     * @throws ProblemException (NETWORK_MISSING) if it cannot be made
     */
    String bridgeFor(PodManifest pod);

    /** From now on this machine takes what the LAN sends to the pod. */
    void join(String podId);

    /** From now on it does not, and lets it go where the LAN thinks that the pod is. Of no effect where it never did. */
    void leave(String podId);

    /** Removes all that is for the pod alone; of no effect where there is nothing. */
    void remove(String podId);

    /** The names of links that {@link #remove} would remove. */
    List<String> linksOf(String podId);

    /**
     * Where the pod's bridge does not carry what the pod says elsewhere: makes a link that does, in the network namespace of a process, and
     * returns its name.
     *
     * @throws CommandException if it cannot be made
     */
    Optional<String> earFor(PodManifest pod, long pid);

    /**
     * Runs {@code whohas} where it asks everyone on the LAN, other pods of this machine among them.
     *
     * @param words the command, but for its option {@code --link}
     * @throws CommandException if it fails
     */
    String ask(List<String> words);
}
