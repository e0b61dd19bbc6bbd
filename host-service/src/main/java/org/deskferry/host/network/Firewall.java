package org.deskferry.host.network;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.List;
import org.deskferry.host.linux.Command;
import org.deskferry.host.linux.CommandException;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.UdpPeer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what passes between pods and the LAN, by {@link FirewallRules} in a table of nftables for each pod, named as its link. The
 * rules can be there before the link is. Where the machine has no nftables, everything passes.
 */
public final class Firewall {
    private static final Logger LOG = LoggerFactory.getLogger(Firewall.class);

    /** What {@link FirewallRules} needs of the machine. */
    private static final String TRIAL = """
            table bridge deskferry-trial {
              set asked { type ipv4_addr . inet_service . inet_service; flags dynamic,timeout; timeout 1m; size 16; }
              chain leaves { type filter hook prerouting priority -300; update @asked { ip daddr . udp dport . udp sport }; }
              chain enters { type filter hook postrouting priority 300; ip saddr . udp sport . udp dport @asked accept; }
            }
            delete table bridge deskferry-trial
            """;

    private final int servicePort;
    private final boolean works;

    private Firewall(int servicePort, boolean works) {
        this.servicePort = servicePort;
        this.works = works;
    }

    /** This machine's. Pods cannot get to {@code servicePort}, wherever it is. */
    public static Firewall find(int servicePort) {
        return new Firewall(servicePort, works());
    }

    private static boolean works() {
        try {
            Command.run(List.of("nft", "-f", "-"), TRIAL);
            return true;
        } catch (CommandException e) {
            LOG.warn("pods have no firewall: {}", e.getMessage());
            return false;
        }
    }

    /** That it does not work, if so. */
    public List<Problem> problems() {
        return works
                ? List.of()
                : List.of(Phrases.problem(
                        ProblemKind.PROBLEM_KIND_NETWORK_MISSING,
                        say("nftables"),
                        say(
                                "This machine's kernel or programs lack it, so pods can be reached at all ports, and can take false "
                                        + "addresses."),
                        say("Install the package nftables, then restart the host service.")));
    }

    /** Makes the rules of a pod what its manifest says. What it has asked peers stays known. */
    public void put(PodManifest pod) {
        nft(FirewallRules.of(pod, servicePort));
    }

    /** Removes the rules of a pod; of no effect where there are none. */
    public void remove(String podId) {
        var table = table(podId);
        nft("add table " + table + "\ndelete table " + table + "\n");
    }

    public boolean exists(String podId) {
        return works && list(podId).succeeded();
    }

    /** Peers that the pod has sent something to by UDP in the last minutes: their answers are let through. */
    public List<UdpPeer> udpPeers(String podId) {
        var listing = works ? list(podId) : new Command.Outcome(1, "");
        return listing.succeeded() ? FirewallPeers.in(listing.output()) : List.of();
    }

    /** Lets through what such peers answer, as if the pod had asked them just now. */
    public void admit(String podId, List<UdpPeer> peers) {
        if (!peers.isEmpty()) {
            nft(FirewallPeers.admit(table(podId), peers));
        }
    }

    private static Command.Outcome list(String podId) {
        return Command.attempt(List.of("nft", "--json", "list", "table", "bridge", PodLinks.name(podId)));
    }

    static String table(String podId) {
        return "bridge " + PodLinks.name(podId);
    }

    private void nft(String script) {
        if (works) {
            Command.run(List.of("nft", "-f", "-"), script);
        }
    }
}
