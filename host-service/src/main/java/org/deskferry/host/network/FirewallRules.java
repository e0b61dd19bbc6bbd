package org.deskferry.host.network;

import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deskferry.proto.v1.OpenPorts;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;

/**
 * The rules of one pod. Out of it goes what bears its own addresses, save to the host service's port. Into it comes what answers it, and
 * what its open ports allow. None of them asks the kernel's connection tracking, which would not move with the pod: of TCP all but
 * the first packet of a connection passes, and of UDP what comes from a peer that the pod has sent something to.
 */
final class FirewallRules {
    static final String ASKED_4 = "asked4";
    static final String ASKED_6 = "asked6";

    private static final String ERRORS = "destination-unreachable, time-exceeded, parameter-problem";

    private FirewallRules() {}

    /** As {@code nft} reads them; they replace those that are there, at once and not one by one. */
    static String of(PodManifest pod, int servicePort) {
        var link = PodLinks.name(pod.getId());
        return """
                add table bridge %1$s
                flush table bridge %1$s
                table bridge %1$s {
                  set asked4 { type ipv4_addr . inet_service . inet_service; flags dynamic,timeout; timeout 3m; size 4096; }
                  set asked6 { type ipv6_addr . inet_service . inet_service; flags dynamic,timeout; timeout 3m; size 4096; }
                  chain leaves {
                    type filter hook prerouting priority -300;
                    iifname != "%1$s" accept
                %2$s
                    drop
                  }
                  chain enters {
                    type filter hook postrouting priority 300;
                    oifname != "%1$s" accept
                %3$s
                    drop
                  }
                }
                """.formatted(link, lines(leaves(pod.getAddress(), servicePort)), lines(enters(pod.getOpenPortsList())));
    }

    private static String lines(Stream<String> rules) {
        return rules.map(rule -> "    " + rule).collect(Collectors.joining("\n"));
    }

    private static Stream<String> leaves(PodAddress address, int servicePort) {
        var ipv4 = Station.ipv4(address);
        var ipv6 = Station.ipv6(address);
        var all6 = String.join(", ", ipv6);
        return Stream.of(
                "ether saddr != " + address.getMac() + " drop",
                // First what there is most of: each rule is asked of each packet.
                "ip saddr " + ipv4 + " tcp dport != " + servicePort + " accept",
                "arp saddr ether " + address.getMac() + " arp saddr ip { 0.0.0.0, " + ipv4 + " } accept",
                "tcp dport " + servicePort + " drop",
                "ip saddr " + ipv4 + " meta l4proto udp update @asked4 { ip daddr . udp dport . udp sport }",
                "ip saddr " + ipv4 + " accept",
                "icmpv6 type nd-neighbor-advert "
                        + ipv6.stream().map(FirewallRules::isNotTarget).collect(Collectors.joining(" ")) + " drop",
                "ip6 saddr { " + all6 + " } meta l4proto udp update @asked6 { ip6 daddr . udp dport . udp sport }",
                "ip6 saddr { ::, " + all6 + " } accept");
    }

    private static Stream<String> enters(List<OpenPorts> open) {
        return Stream.concat(
                Stream.of(
                        // First what there is most of.
                        "tcp flags & (syn | ack) != syn accept",
                        "ether type arp accept",
                        "icmp type { echo-request, echo-reply, " + ERRORS + " } accept",
                        "icmpv6 type { echo-request, echo-reply, packet-too-big, " + ERRORS
                                + ", nd-neighbor-solicit, nd-neighbor-advert, mld-listener-query } accept",
                        "ip protocol igmp accept",
                        // The rest of what came in pieces is of no use without its first.
                        "ip frag-off & 0x1fff != 0 accept",
                        "frag frag-off != 0 accept",
                        "ip saddr . udp sport . udp dport @asked4 accept",
                        "ip6 saddr . udp sport . udp dport @asked6 accept"),
                open.stream().map(FirewallRules::rule));
    }

    private static String rule(OpenPorts ports) {
        var protocol = ports.getProtocol() == OpenPorts.Protocol.PROTOCOL_UDP ? "udp" : "tcp";
        return protocol + " dport " + ports.getFirst() + "-" + ports.getLast() + " accept";
    }

    /** RFC 4861, 4.4: the address that is advertised follows the first 8 bytes. Older versions of nft have no name for it. */
    private static String isNotTarget(String address) {
        return "@th,64,128 != 0x"
                + HexFormat.of().formatHex(InetAddress.ofLiteral(address).getAddress());
    }
}
