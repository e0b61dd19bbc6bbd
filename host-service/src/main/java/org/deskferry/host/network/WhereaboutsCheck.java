package org.deskferry.host.network;

import static org.deskferry.proto.problem.Phrases.say;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Set;
import java.util.function.Predicate;
import org.deskferry.host.pod.PodNames;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Whereabouts;

/**
 * Whether what another workstation says of a pod's addresses can be: all of it ends up in rules by which this machine sends its packets.
 *
 * @param taken addresses that belong to this machine, and to other pods on it
 * @param mayBePods whether an address, home of a pod, may be one: on this machine's own network only those of its pool may
 */
record WhereaboutsCheck(Set<InetAddress> taken, Predicate<InetAddress> mayBePods) {

    /**
     * Returns if it is sound.
     *
     * @throws ProblemException (BAD_REQUEST) if it is not
     */
    void require(Whereabouts said) {
        PodNames.checkId(said.getPodId());
        require(said.getEpoch() > 0, said, "its epoch is none");
        switch (said.getStay()) {
            case STAY_AWAY -> {
                requirePair(said, said.getHome4(), said.getAway4(), true);
                if (!said.getAway6().isEmpty()) {
                    requirePair(said, said.getHome6(), said.getAway6(), false);
                } else if (!said.getHome6().isEmpty()) {
                    requireAddress(said, said.getHome6(), false);
                }
            }
            case STAY_HOME, STAY_GONE ->
                require(
                        said.getAway4().isEmpty() && said.getAway6().isEmpty(),
                        said,
                        "it is not away and has an address there");
            default -> require(false, said, "it does not say where it is");
        }
    }

    private void requirePair(Whereabouts said, String home, String away, boolean isIpv4) {
        var homeAddress = requireAddress(said, home, isIpv4);
        var awayAddress = requireAddress(said, away, isIpv4);
        require(!homeAddress.equals(awayAddress), said, "it is away at its own address " + home);
        require(!taken.contains(homeAddress), said, "its address " + home + " is in use here");
        require(!taken.contains(awayAddress), said, "its address " + away + " is in use here");
        require(mayBePods.test(homeAddress), said, "its address " + home + " is none of the pods' on this network");
    }

    private static InetAddress requireAddress(Whereabouts said, String text, boolean isIpv4) {
        try {
            var address = InetAddress.ofLiteral(text);
            var fits = address instanceof Inet4Address == isIpv4
                    && (isIpv4 ? address.getHostAddress().equals(text) : text.matches("[0-9a-f:]+"))
                    && !address.isAnyLocalAddress()
                    && !address.isLoopbackAddress()
                    && !address.isLinkLocalAddress()
                    && !address.isMulticastAddress()
                    && !text.startsWith("255.");
            require(fits, said, text + " is no address of a pod");
            return address;
        } catch (IllegalArgumentException e) {
            throw problem(said, "'" + text.replaceAll("[^0-9a-zA-Z.:]", "?") + "' is no address");
        }
    }

    private static void require(boolean isSound, Whereabouts said, String complaint) {
        if (!isSound) {
            throw problem(said, complaint);
        }
    }

    private static ProblemException problem(Whereabouts said, String complaint) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                say("the whereabouts of pod {0}", said.getPodId()),
                say("They are not taken here: {0}.", complaint),
                say("Compare network.pool4, network.pool6 and network.translation of the workstations."));
    }
}
