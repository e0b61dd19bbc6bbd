package org.deskferry.host.network;

import static org.deskferry.proto.problem.Phrases.say;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.ProblemKind;

/**
 * Chooses addresses for new pods. Every workstation of a LAN may have the same pool: what others use is found by asking the
 * LAN, and the choice is random, so that two workstations rarely ask for the same one at once.
 */
public final class AddressPool implements Addresses {
    private static final int TRIES = 10;

    private final AddressRange ipv4;
    private final Optional<AddressRange> ipv6;
    private final String gateway4;
    private final String gateway6;
    private final AddressProbe probe;
    private final SecureRandom random = new SecureRandom();

    /** The pool's addresses of both kinds go together: the n-th IPv4 address with the n-th IPv6 address. */
    public AddressPool(
            AddressRange ipv4, Optional<AddressRange> ipv6, String gateway4, String gateway6, AddressProbe probe) {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
        this.gateway4 = gateway4;
        this.gateway6 = gateway6;
        this.probe = probe;
    }

    @Override
    public PodAddress choose(PodManifest pod, Set<String> taken) {
        return candidates().stream()
                .map(this::address)
                .filter(address -> !taken.contains(AddressRange.withoutPrefix(address.getIpv4())))
                .limit(TRIES)
                .filter(address -> probe.conflict(address).isEmpty())
                .findFirst()
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.PROBLEM_KIND_ADDRESS_IN_USE,
                        say("address pool {0} to {1}", ipv4.at(0), ipv4.at(ipv4.count() - 1)),
                        say("All its addresses are in use."),
                        say("Enlarge network.pool4 in host.conf, or give the pod an address of its own.")));
    }

    private List<Integer> candidates() {
        var indices = IntStream.range(0, ipv4.count()).boxed().collect(Collectors.toList());
        Collections.shuffle(indices, random);
        return indices;
    }

    private PodAddress address(int index) {
        var address = PodAddress.newBuilder()
                .setMac(Station.newMac())
                .setIpv4(ipv4.at(index))
                .setGateway4(gateway4);
        ipv6.filter(range -> index < range.count())
                .ifPresent(range -> address.setIpv6(range.at(index)).setGateway6(gateway6));
        return address.build();
    }
}
