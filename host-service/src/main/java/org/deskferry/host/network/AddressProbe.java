package org.deskferry.host.network;

import static org.deskferry.proto.problem.Phrases.say;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.deskferry.host.linux.CommandException;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.CareOf;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the LAN who uses an address: ARP probes (RFC 5227) and neighbour solicitations (RFC 4862), three of each and less far
 * apart than these say, since somebody waits.
 */
public final class AddressProbe {
    private static final Logger LOG = LoggerFactory.getLogger(AddressProbe.class);
    private static final int TIMES = 3;
    private static final int INTERVAL_MS = 250;
    private static final Pattern OWNER = Pattern.compile("(?m)^(ipv[46]) (\\S+)$");

    private final Path helper;
    private final Uplink uplink;

    public AddressProbe(Path helper, Uplink uplink) {
        this.helper = helper;
        this.uplink = uplink;
    }

    /**
     * A problem if anyone but the pod itself, known by its MAC, answers for its IPv4 or its IPv6 address. Takes three
     * quarters of a second: the first to answer may not be the only one.
     */
    public Optional<Problem> conflict(PodAddress address) {
        var onLan = CareOfs.onLan(address);
        return OWNER.matcher(ask(onLan))
                .results()
                .filter(owner -> !owner.group(2).equalsIgnoreCase(address.getMac()))
                .findFirst()
                .map(owner -> inUse(owner.group(1).equals("ipv4") ? onLan.getIpv4() : onLan.getIpv6(), owner.group(2)));
    }

    private String ask(CareOf address) {
        var words =
                new ArrayList<>(List.of(helper.toString(), "--ipv4", AddressRange.withoutPrefix(address.getIpv4())));
        if (!address.getIpv6().isEmpty()) {
            words.addAll(List.of("--ipv6", AddressRange.withoutPrefix(address.getIpv6())));
        }
        words.addAll(List.of("--count", Integer.toString(TIMES), "--interval-ms", Integer.toString(INTERVAL_MS)));
        try {
            return uplink.ask(words);
        } catch (CommandException e) {
            LOG.warn("nobody could be asked for {}: {}", address.getIpv4(), e.getMessage());
            return "";
        }
    }

    private static Problem inUse(String address, String mac) {
        return Phrases.problem(
                ProblemKind.PROBLEM_KIND_ADDRESS_IN_USE,
                say("address {0}", AddressRange.withoutPrefix(address)),
                say("Another device on the LAN ({0}) uses it.", mac),
                say("Give that device another address, or destroy the pod and create it with another one."));
    }
}
