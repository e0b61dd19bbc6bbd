package org.deskferry.host.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deskferry.host.linux.Command;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A real DHCP server on the LAN, in a network namespace of its own, and another one as the pod. */
@ParameterizedClass
@EnumSource(Way.class)
@ExtendWith(OwnNetwork.class)
class DhcpTest {
    private static final PodManifest POD = PodManifest.newBuilder()
            .setId("0f0f0f0f-0000-4000-8000-000000000001")
            .setName("anna")
            .build();

    private final Way way;
    private final DhcpClient client;
    private final LeasedAddresses addresses;
    private final PodLinks links;

    @TempDir
    private Path folder;

    @AutoClose
    private NetworkNamespace server;

    @AutoClose
    private NetworkNamespace pod;

    DhcpTest(Way way) {
        this.way = way;
        var uplink = way.uplink();
        this.client = new DhcpClient(helper("lease"), uplink);
        this.addresses = new LeasedAddresses(
                client,
                Optional.of(AddressRange.parse("fd7e:77::100-fd7e:77::1ff/64")),
                "",
                "fd7e:77::1",
                new AddressProbe(helper("whohas"), uplink));
        this.links = new PodLinks(uplink, Firewall.find(7443), new Announcer(helper("announce")), Translators.idle());
    }

    @BeforeEach
    void lan() throws IOException, InterruptedException {
        pod = NetworkNamespace.make();
        server = way.toPeer("10.254.77.1/24");
        serve("10.254.77.50,10.254.77.60");
    }

    private void serve(String range) throws IOException, InterruptedException {
        server.start(
                "dnsmasq",
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--user=root",
                "--pid-file=" + folder.resolve("pid"),
                "--port=0",
                "--no-ping",
                "--dhcp-authoritative",
                "--dhcp-range=" + range + ",10m",
                "--dhcp-option=option:dns-server,10.254.77.2",
                "--dhcp-leasefile=" + folder.resolve("leases"),
                "--log-facility=" + folder.resolve("log"));
        while (!server.succeeds("ss --no-header --numeric --udp --listening | grep -q :67")) {
            Thread.sleep(5);
        }
    }

    @Test
    void leasesAnAddressWithWhatBelongsToIt() throws IOException {
        var address = addresses.choose(POD, Set.of());
        assertTrue(address.getIpv4().matches("10\\.254\\.77\\.(5\\d|60)/24"), address::toString);
        assertEquals("10.254.77.1", address.getGateway4());
        assertEquals(List.of("10.254.77.2"), address.getNameserversList());
        assertTrue(address.getIpv6().startsWith("fd7e:77::1"), address::toString);
        assertTrue(address.getLeased());
        assertEquals(List.of(line(address)), leases());
        assertFalse(links());
    }

    @Test
    void renewsTheLeaseOfAPodWhoseFirewallLetsNothingIn() throws IOException, InterruptedException {
        var anna = leased();
        links.create(anna, pod.pid());
        assertTrue(pings(), "the LAN leads to the pod");
        var before = Files.getLastModifiedTime(folder.resolve("leases"));
        // The server writes only what is new, and leases end at whole seconds.
        Thread.sleep(1100);
        var answer = client.get(anna, () -> PodLinks.isOpen(anna.getId()));
        assertEquals(anna.getAddress().getIpv4(), answer.lease().orElseThrow().ipv4());
        assertTrue(before.compareTo(Files.getLastModifiedTime(folder.resolve("leases"))) < 0);
        assertTrue(
                Command.run(List.of("bridge", "fdb", "show"))
                        .lines()
                        .anyMatch(line -> line.startsWith(anna.getAddress().getMac() + " dev df-")),
                "the bridge knows the pod where it is");
        assertTrue(pings());
    }

    @Test
    void isSilentAboutAPodWhoseLinkIsCut() throws IOException {
        var anna = leased();
        links.create(anna, pod.pid());
        links.cut(anna.getId(), pod.pid());
        var before = log();
        assertTrue(client.get(anna, () -> PodLinks.isOpen(anna.getId())).unplugged());
        assertEquals(before, log());
        assertFalse(links());
    }

    @Test
    void givesALeaseBack() throws IOException {
        assertTrue(client.giveBack(leased()).lease().isPresent());
        assertEquals(List.of(), leases());
    }

    @Test
    void doesNotTakeAnAddressThatSomeoneUses() throws IOException, InterruptedException {
        restart("10.254.77.50,10.254.77.50");
        server.ask("ip link add link eth0 name eth1 netns " + pod.pid() + " type macvlan mode bridge");
        pod.ask("ip addr add 10.254.77.50/24 dev eth1; ip link set eth1 up");
        var refusal = assertThrows(ProblemException.class, () -> addresses.choose(POD, Set.of()));
        assertEquals(
                ProblemKind.PROBLEM_KIND_ADDRESS_IN_USE,
                refusal.problems().getFirst().getKind());
        assertEquals(List.of(), leases());
    }

    @Test
    void tellsThatTheServerHasAnotherAddress() throws IOException, InterruptedException {
        var anna = leased();
        restart("10.254.77.90,10.254.77.99");
        var answer = client.get(anna, () -> true);
        assertTrue(answer.lease().orElseThrow().ipv4().startsWith("10.254.77.9"), answer::toString);
    }

    @Test
    void withoutAServerThereIsNoAddress() {
        server.ask("ip link set eth0 down");
        var refusal = assertThrows(ProblemException.class, () -> addresses.choose(POD, Set.of()));
        assertEquals(
                ProblemKind.PROBLEM_KIND_NOT_LEASED,
                refusal.problems().getFirst().getKind());
        assertFalse(links());
    }

    private PodManifest leased() {
        return POD.toBuilder().setAddress(addresses.choose(POD, Set.of())).build();
    }

    private void restart(String range) throws IOException, InterruptedException {
        Command.run(List.of("sh", "-c", "kill $(cat " + folder.resolve("pid") + ")"));
        while (server.succeeds("ss --no-header --numeric --udp --listening | grep -q :67")) {
            Thread.sleep(5);
        }
        Files.deleteIfExists(folder.resolve("leases"));
        serve(range);
    }

    private boolean pings() {
        return server.succeeds(
                "ping -c 1 -W 1 $(sed 's/^[^ ]* [^ ]* \\([^ ]*\\) .*/\\1/' " + folder.resolve("leases") + ")");
    }

    /** Of each lease the MAC, the address and the name. */
    private List<String> leases() throws IOException {
        var file = folder.resolve("leases");
        return !Files.exists(file)
                ? List.of()
                : Files.readAllLines(file).stream()
                        .map(line -> line.split(" ", -1))
                        .map(words -> words[1] + " " + words[2] + " " + words[3])
                        .toList();
    }

    private static String line(PodAddress address) {
        return address.getMac() + " " + AddressRange.withoutPrefix(address.getIpv4()) + " anna";
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** Whether a port is left that spoke for a pod. */
    private static boolean links() {
        return Command.run(List.of("ip", "-oneline", "link")).contains("dl-");
    }

    private static Path helper(String name) {
        return Path.of("../native/target/bin", name).toAbsolutePath().normalize();
    }
}
