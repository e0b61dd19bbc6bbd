package org.deskferry.host.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deskferry.host.linux.Command;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A machine with a firewall that looks at bridged packets: it tracks what passes between a pod and a peer. */
@ExtendWith(OwnNetwork.class)
class TrackedConnectionsTest {
    private static final Path BRIDGED = Path.of("/proc/sys/net/bridge/bridge-nf-call-iptables");
    private static final Path BRIDGED_6 = BRIDGED.resolveSibling("bridge-nf-call-ip6tables");
    private static final PodManifest POD = PodManifest.newBuilder()
            .setId("0f0f0f0f-0000-4000-8000-000000000001")
            .setName("anna")
            .setAddress(PodAddress.newBuilder()
                    .setMac("02:00:00:00:77:01")
                    .setIpv4("10.254.77.5/24")
                    .setIpv6("fd7e:77::5/64"))
            .build();

    private final PodLinks links = new PodLinks(
            Way.BRIDGE.uplink(),
            Firewall.find(7443),
            new Announcer(
                    Path.of("../native/target/bin/announce").toAbsolutePath().normalize()),
            Translators.idle());

    @AutoClose
    private NetworkNamespace pod;

    @AutoClose
    private NetworkNamespace peer;

    @BeforeEach
    void lan() throws IOException, InterruptedException {
        assumeTrue(Files.exists(BRIDGED), "this kernel has no br_netfilter");
        pod = NetworkNamespace.make();
        peer = Way.BRIDGE.toPeer("10.254.77.9/24", "fd7e:77::9/64");
        Files.writeString(BRIDGED, "1");
        Files.writeString(BRIDGED_6, "1");
        Command.run(List.of("ip", "address", "add", "10.254.77.1/24", "dev", "br0"));
        Command.run(
                List.of("nft", "-f", "-"),
                "table inet firewall { chain passing { type filter hook forward priority filter; ct state invalid drop; }; }");
    }

    @Test
    void thoseOfAPodThatLeavesAreForgotten() {
        talk(POD);
        assertEquals(Set.of("10.254.77.1", "10.254.77.5", "fd7e:77::5"), tracked());
        links.remove(POD);
        assertEquals(Set.of("10.254.77.1"), tracked());
        links.remove(POD);
    }

    @Test
    void thoseThatPassByTheMachineItselfStay() {
        var routed = POD.toBuilder();
        routed.getAddressBuilder().setGateway4("10.254.77.1");
        talk(routed.build());
        links.remove(routed.build());
        assertEquals(Set.of("10.254.77.1", "10.254.77.5"), tracked());
    }

    private void talk(PodManifest manifest) {
        links.create(manifest, pod.pid());
        pod.ask("ping -c 1 -W 3 10.254.77.9; ping -c 1 -W 3 fd7e:77::9");
        peer.ask("ping -c 1 -W 3 10.254.77.5; ping -c 1 -W 3 fd7e:77::5");
        peer.ask("ping -c 1 -W 3 10.254.77.1");
    }

    /** Whose connections with the peer. */
    private static Set<String> tracked() {
        var known = Command.run(List.of("conntrack", "--dump", "--family", "ipv4"))
                + Command.run(List.of("conntrack", "--dump", "--family", "ipv6"));
        return Stream.of("10.254.77.1", "10.254.77.5", "fd7e:77::5")
                .filter(address -> known.contains("src=" + address + " "))
                .collect(Collectors.toSet());
    }
}
