package org.deskferry.host.network;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.deskferry.host.linux.Command;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** Asks the LAN who uses an address (ARP). */
public final class AddressProbe {
    private static final Pattern REPLY = Pattern.compile("reply from \\S+ +\\[([0-9A-Fa-f:]{17})]");

    private final String bridge;

    public AddressProbe(String bridge) {
        this.bridge = bridge;
    }

    /** A problem if anyone but the pod itself answers for its address. Takes up to a second. */
    public Optional<Problem> conflict(PodAddress address) {
        var ip = Announcer.withoutPrefix(address.getIpv4());
        return owners(ip).stream()
                .filter(mac -> !mac.equalsIgnoreCase(address.getMac()))
                .findFirst()
                .map(mac -> ProblemException.problem(
                        ProblemKind.PROBLEM_KIND_ADDRESS_IN_USE,
                        "address " + ip,
                        "Another device on the LAN (" + mac.toLowerCase(java.util.Locale.ROOT) + ") uses it.",
                        "Give that device another address, or destroy the pod and create it with another one."));
    }

    private List<String> owners(String ip) {
        var answer = Command.attempt(List.of("arping", "-c", "1", "-w", "1", "-I", bridge, ip));
        return REPLY.matcher(answer.output())
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
