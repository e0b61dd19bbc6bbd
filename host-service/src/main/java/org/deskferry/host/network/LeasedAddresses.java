package org.deskferry.host.network;

import static org.deskferry.proto.problem.Phrases.say;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** Has the LAN's DHCP server choose the IPv4 addresses of new pods, by a MAC that each keeps. Those of IPv6 may be from a range. */
public final class LeasedAddresses implements Addresses {
    private static final int TRIES = 3;

    private final DhcpClient client;
    private final Optional<AddressRange> ipv6;
    private final String gateway4;
    private final String gateway6;
    private final AddressProbe probe;

    /** @param gateway4 the router where the lease names none, or an empty text */
    public LeasedAddresses(
            DhcpClient client, Optional<AddressRange> ipv6, String gateway4, String gateway6, AddressProbe probe) {
        this.client = client;
        this.ipv6 = ipv6;
        this.gateway4 = gateway4;
        this.gateway6 = gateway6;
        this.probe = probe;
    }

    @Override
    public PodAddress choose(PodManifest pod, Set<String> taken) {
        var conflict = Optional.<Problem>empty();
        for (var tries = 0; tries < TRIES; tries++) {
            var wish = pod.toBuilder();
            wish.getAddressBuilder().setMac(Station.newMac());
            var leased = lease(wish.build());
            conflict = conflict(leased.getAddress(), taken);
            if (conflict.isEmpty()) {
                return leased.getAddress();
            }
            client.giveBack(leased);
        }
        throw new ProblemException(conflict.stream().toList());
    }

    private PodManifest lease(PodManifest pod) {
        var answer = client.get(pod, () -> true);
        var lease = answer.lease()
                .orElseThrow(
                        () -> ProblemException.of(
                                ProblemKind.PROBLEM_KIND_NOT_LEASED,
                                say("an address for pod {0}", pod.getName()),
                                answer.refused()
                                        ? say("The LAN's DHCP server refused to lease one.")
                                        : say("No DHCP server of the LAN has offered one."),
                                say(
                                        "Check that a DHCP server is there and has addresses left, or set a range as network.pool4 in host.conf.")));
        var leased = pod.toBuilder();
        leased.getAddressBuilder()
                .setIpv4(lease.ipv4())
                .setGateway4(lease.router().isEmpty() ? gateway4 : lease.router())
                .addAllNameservers(lease.nameservers())
                .setLeased(true);
        ipv6.ifPresent(range -> leased.getAddressBuilder()
                .setIpv6(range.at(number(lease.ipv4()) % range.count()))
                .setGateway6(gateway6));
        return leased.build();
    }

    /** No two IPv4 addresses that are less apart than the range is long go with one IPv6 address. */
    private static int number(String ipv4) {
        var bytes = InetAddress.ofLiteral(AddressRange.withoutPrefix(ipv4)).getAddress();
        return ByteBuffer.wrap(bytes).getInt() & Integer.MAX_VALUE;
    }

    private Optional<Problem> conflict(PodAddress address, Set<String> taken) {
        return taken.contains(AddressRange.withoutPrefix(address.getIpv4()))
                ? Optional.of(Phrases.problem(
                        ProblemKind.PROBLEM_KIND_ADDRESS_IN_USE,
                        say("address {0}", address.getIpv4()),
                        say("The LAN's DHCP server leased it, and another pod of this workstation has it."),
                        say("Remove that pod, or see why its lease was not kept.")))
                : probe.conflict(address);
    }
}
