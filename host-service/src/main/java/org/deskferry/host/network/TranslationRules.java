package org.deskferry.host.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.Whereabouts;

/**
 * The rules by which a network namespace speaks to pods away from home, and by which such a pod speaks to the world. They look at nothing but
 * addresses: the kernel's connection tracking has no part in it, and where a machine's own firewall has, it sees home addresses only, in
 * both directions.
 */
final class TranslationRules {
    private static final String TABLE = "inet deskferry-translation";

    private TranslationRules() {}

    /** As {@code nft} reads them: that there are none. */
    static String none() {
        return "add table " + TABLE + "\ndelete table " + TABLE + "\n";
    }

    /** Those of a machine, which replace what is there at once. */
    static String ofMachine(Collection<Whereabouts> others) {
        return others.isEmpty() ? none() : table(chains(others));
    }

    /**
     * Those of a pod.
     *
     * @param others of all pods away from home but this one
     * @param isGuarded whether a peer may not know yet where the pod is: it would take its packets for a stranger's and break the
     *     connection off
     */
    static String ofPod(PodAddress address, Collection<Whereabouts> others, boolean isGuarded) {
        var parts = new ArrayList<String>();
        if (!others.isEmpty()) {
            parts.add(chains(others));
        }
        if (address.hasCareOf()) {
            parts.add(own(address, isGuarded));
        }
        return parts.isEmpty() ? none() : table(String.join("", parts));
    }

    private static String table(String parts) {
        return "add table " + TABLE + "\ndelete table " + TABLE + "\ntable " + TABLE + " {\n" + parts + "}\n";
    }

    /** To pods: before the route is chosen for good. From them: before anyone looks at the packet, but not at one that only passes through. */
    private static String chains(Collection<Whereabouts> others) {
        return """
                  map away4 { type ipv4_addr : ipv4_addr; %s}
                  map home4 { type ipv4_addr : ipv4_addr; %s}
                  map away6 { type ipv6_addr : ipv6_addr; %s}
                  map home6 { type ipv6_addr : ipv6_addr; %s}
                  chain to-pods {
                    type route hook output priority -140;
                    ip daddr set ip daddr map @away4
                    ip6 daddr set ip6 daddr map @away6
                  }
                  chain from-pods {
                    type filter hook prerouting priority -310;
                    fib daddr type local ip saddr set ip saddr map @home4
                    fib daddr type local ip6 saddr set ip6 saddr map @home6
                  }
                """.formatted(
                        elements(others, Whereabouts::getHome4, Whereabouts::getAway4),
                        elements(others, Whereabouts::getAway4, Whereabouts::getHome4),
                        elements(others, Whereabouts::getHome6, Whereabouts::getAway6),
                        elements(others, Whereabouts::getAway6, Whereabouts::getHome6));
    }

    private static String elements(
            Collection<Whereabouts> others, Function<Whereabouts, String> from, Function<Whereabouts, String> to) {
        var pairs = others.stream()
                .filter(one -> !from.apply(one).isEmpty() && !to.apply(one).isEmpty())
                .map(one -> from.apply(one) + " : " + to.apply(one))
                .collect(Collectors.joining(", "));
        return pairs.isEmpty() ? "" : "elements = { " + pairs + " } ";
    }

    /**
     * Out: last of all, and before the kernel asks for the next hop's MAC, so that it asks by the address that is known there. The reset of
     * a connection that a peer does not know bears no acknowledgement (RFC 9293, 3.5.2); that of a closed port does.
     */
    private static String own(PodAddress address, boolean isGuarded) {
        var away = address.getCareOf();
        var leaves = new ArrayList<>(List.of(swap("ip", "saddr", address.getIpv4(), away.getIpv4())));
        var arrives = new ArrayList<>(List.of(swap("ip", "daddr", away.getIpv4(), address.getIpv4())));
        if (!address.getIpv6().isEmpty() && !away.getIpv6().isEmpty()) {
            leaves.add(swap("ip6", "saddr", address.getIpv6(), away.getIpv6()));
            arrives.add(swap("ip6", "daddr", away.getIpv6(), address.getIpv6()));
        }
        if (isGuarded) {
            arrives.addFirst("tcp flags & (rst | ack) == rst drop");
        }
        return """
                  chain leaves {
                    type filter hook postrouting priority 300;
                    oifname != "eth0" accept
                %s
                  }
                  chain arrives {
                    type filter hook prerouting priority -320;
                    iifname != "eth0" accept
                %s
                  }
                """.formatted(lines(leaves), lines(arrives));
    }

    private static String swap(String family, String end, String from, String to) {
        return "%1$s %2$s %3$s %1$s %2$s set %4$s"
                .formatted(family, end, AddressRange.withoutPrefix(from), AddressRange.withoutPrefix(to));
    }

    private static String lines(List<String> rules) {
        return rules.stream().map(rule -> "    " + rule).collect(Collectors.joining("\n"));
    }
}
