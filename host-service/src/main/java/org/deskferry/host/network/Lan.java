package org.deskferry.host.network;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.deskferry.host.linux.Command;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** The LAN that pods are on, behind this machine's way to it: one wire, or one that spans subnets and so carries shorter frames. */
public final class Lan {
    private static final Pattern MTU = Pattern.compile("\\bmtu (\\d+)");

    private final Uplink uplink;
    private final AddressProbe probe;

    public Lan(Uplink uplink, AddressProbe probe) {
        this.uplink = uplink;
        this.probe = probe;
    }

    /** Why no pod can be on it, if so. */
    public List<Problem> problems() {
        return uplink.problems();
    }

    /** How long an IP packet may be on it, in bytes. */
    public int mtu() {
        var shown = MTU.matcher(Command.run(List.of("ip", "-oneline", "link", "show", "dev", uplink.link())));
        if (!shown.find()) {
            throw new IllegalStateException("the " + Phrases.english(uplink.thing()) + " has no MTU");
        }
        return Integer.parseInt(shown.group(1));
    }

    /** What keeps a pod with this address off it: someone else has the address, or its packets are too long. Takes most of a second. */
    public List<Problem> refusals(PodAddress address) {
        var problems = uplink.problems();
        if (!problems.isEmpty()) {
            return problems;
        }
        var refusals = new ArrayList<Problem>();
        probe.conflict(address).ifPresent(refusals::add);
        var mtu = mtu();
        if (Station.mtu(address) > mtu) {
            refusals.add(
                    Phrases.problem(
                            ProblemKind.PROBLEM_KIND_NETWORK_DIFFERS,
                            uplink.thing(),
                            say(
                                    "The pod's packets have up to {0} bytes, and the network there carries {1}.",
                                    Station.mtu(address), mtu),
                            say(
                                    "Choose a workstation on a network like the pod's own, or create the pod anew on one with shorter packets.")));
        }
        return refusals;
    }
}
