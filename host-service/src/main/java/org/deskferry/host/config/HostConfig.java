package org.deskferry.host.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.deskferry.host.access.HostPort;
import org.deskferry.host.access.WorkstationName;
import org.deskferry.host.linux.Proc;
import org.deskferry.host.network.AddressRange;
import org.deskferry.host.network.Member;
import org.deskferry.host.problem.ProblemException;

/**
 * The host service's settings; {@code host.conf} beside this class says what each is for.
 *
 * @param engineCriu the path of a CRIU, or "auto"
 * @param pool4 empty: from the LAN's DHCP server
 * @param mdns whether the LAN learns the names of pods and of this workstation
 * @param translation the workstations that translate addresses; empty: this one does not
 * @param cgroupRoot empty: the usual place
 * @param bridge not in use where {@code uplink} is set
 * @param uplink a network card, or empty: pods are on {@code bridge}
 * @param gateway4 an address, or empty for none
 * @param gateway6 an address, or empty for none
 * @param firstId the first user id outside that pods may have
 * @param bandwidthMebibytes that a move may send a second while its pod runs; 0: no limit
 * @param lanes how many pieces a move packs at once, and over how many connections it may go
 * @param keptMebibytes of disk for pages of pods that have left; 0: none
 * @param idRanges how many ranges of 65536 ids pods may have, from {@code firstId} on
 */
public record HostConfig(
        String name,
        HostPort listen,
        Path stateDir,
        Path identityDir,
        Path runDir,
        String engineCriu,
        Path helpersDir,
        String bridge,
        String uplink,
        Optional<AddressRange> pool4,
        Optional<AddressRange> pool6,
        String gateway4,
        String gateway6,
        boolean mdns,
        List<Member> translation,
        Optional<Path> cgroupRoot,
        int firstId,
        int idRanges,
        Duration restoreTimeout,
        Duration freezeTimeout,
        Duration downtime,
        int bandwidthMebibytes,
        int lanes,
        int keptMebibytes,
        Duration keptAge) {

    public static final Path DEFAULT_FILE = Path.of("/etc/deskferry/host.conf");

    private static final String AUTO = "auto";
    private static final String DHCP = "dhcp";
    private static final int IDS_PER_RANGE = 65536;
    private static final long LARGEST_ID = 0xffff_fff0L;
    private static final int LONGEST_LINK_NAME = 15;
    private static final int LONGEST_NAME = 40;
    private static final int USUAL_LANES = 4;
    private static final int MOST_LANES = 8;

    /**
     * Reads {@code file}, a file of lines {@code key=value}. What it does not set has its default.
     *
     * @throws ProblemException (BAD_REQUEST) with every unknown key and wrong value at once
     */
    public static HostConfig read(Path file) {
        return of(ConfigFile.read(file));
    }

    /** The settings of a machine without a file. */
    public static HostConfig defaults() {
        return of(ConfigFile.empty());
    }

    private static HostConfig of(ConfigFile file) {
        var values = new Values(file);
        var firstId = values.integer("ids.first", 524288, IDS_PER_RANGE, Integer.MAX_VALUE);
        var pool4 = values.get(
                "network.pool4",
                "10.77.0.100-10.77.0.199/24",
                text -> text.equals(DHCP) ? Optional.<AddressRange>empty() : Optional.of(range(text, 4)),
                "FIRST-LAST/PREFIX, such as 10.77.0.100-10.77.0.199/24, or 'dhcp'");
        var config = new HostConfig(
                values.get("name", hostname(), WorkstationName::check, "a name such as desk-1"),
                values.get("listen", "0.0.0.0:7443", HostPort::parse, "HOST:PORT"),
                values.folder("state.dir", "/var/lib/deskferry"),
                values.folder("identity.dir", "/etc/deskferry/identity"),
                values.folder("run.dir", "/run/deskferry"),
                values.get("engine.criu", AUTO, HostConfig::autoOrPath, "'auto' or an absolute path"),
                values.folder("helpers.dir", "/usr/lib/deskferry/bin"),
                values.get("network.bridge", "br0", HostConfig::link, "the name of a bridge"),
                values.get(
                        "network.uplink",
                        "",
                        text -> text.isEmpty() ? text : link(text),
                        "the name of a network card, or nothing"),
                pool4,
                values.get(
                        "network.pool6",
                        "",
                        text -> text.isEmpty() ? Optional.<AddressRange>empty() : Optional.of(range(text, 16)),
                        "FIRST-LAST/PREFIX, such as fd77::100-fd77::1ff/64, or nothing"),
                values.get("network.gateway4", "", text -> gateway(text, 4), "an IPv4 address, or nothing"),
                values.get("network.gateway6", "", text -> gateway(text, 16), "an IPv6 address, or nothing"),
                values.get("network.mdns", "yes", HostConfig::yes, "'yes' or 'no'"),
                values.get(
                        "network.translation",
                        "",
                        text -> members(text, pool4.isPresent()),
                        "NAME=HOST:PORT of each workstation, with spaces between them, or nothing"),
                values.get(
                        "cgroup.root",
                        AUTO,
                        text -> text.equals(AUTO) ? Optional.<Path>empty() : Optional.of(Values.absolute(text)),
                        "'auto' or an absolute path"),
                firstId,
                values.integer("ids.ranges", 30000, 1, (int) ((LARGEST_ID - firstId) / IDS_PER_RANGE)),
                values.seconds("move.restore.timeout", 30, 1, 3600),
                values.seconds("move.freeze.timeout", 30, 1, 3600),
                values.seconds("move.downtime", 3, 1, 3600),
                values.integer("move.bandwidth", 0, 0, 1 << 20),
                values.get("move.lanes", AUTO, HostConfig::lanes, "'auto' or 1 to " + MOST_LANES),
                values.integer("move.kept.limit", 4096, 0, 1 << 20),
                values.seconds("move.kept.age", 86400, 60, 31536000));
        values.refuseBoth("network.bridge", "network.uplink");
        values.refuseUnlessRight();
        return config;
    }

    /** This machine's name as a workstation's: "Desk_1.example.org" is "desk-1". */
    private static String hostname() {
        var full = Proc.read("sys/kernel/hostname").map(String::strip).orElse("");
        var label = full.toLowerCase(Locale.ROOT)
                .replaceFirst("\\..*", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[^a-z]+|-+$", "");
        return label.isEmpty() ? "workstation" : label.substring(0, Math.min(label.length(), LONGEST_NAME));
    }

    private static String autoOrPath(String text) {
        return text.equals(AUTO) ? text : Values.absolute(text).toString();
    }

    /** Beside a processor that packs one has to encrypt. */
    private static int lanes(String text) {
        return text.equals(AUTO)
                ? Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, USUAL_LANES)
                : Values.number(text, 1, MOST_LANES);
    }

    private static boolean yes(String text) {
        return switch (text) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new IllegalArgumentException("neither 'yes' nor 'no'");
        };
    }

    private static String link(String text) {
        if (!text.matches("[A-Za-z0-9][A-Za-z0-9_.-]*") || text.length() > LONGEST_LINK_NAME) {
            throw new IllegalArgumentException("not the name of a link");
        }
        return text;
    }

    private static AddressRange range(String text, int addressBytes) {
        var range = AddressRange.parse(text);
        if (range.first().getAddress().length != addressBytes) {
            throw new IllegalArgumentException("of the wrong kind of address");
        }
        return range;
    }

    private static List<Member> members(String text, boolean hasRange) {
        var members = Stream.of(text.split(" +", -1))
                .filter(word -> !word.isEmpty())
                .map(HostConfig::member)
                .toList();
        if (members.stream().map(Member::name).distinct().count() < members.size()) {
            throw new IllegalArgumentException("one is named twice");
        }
        if (!members.isEmpty() && !hasRange) {
            throw new IllegalArgumentException("of no use without a range as network.pool4");
        }
        return members;
    }

    private static Member member(String text) {
        var parts = text.split("=", 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException("not of the form NAME=HOST:PORT, such as desk-1=desk-1.lan:7443");
        }
        return new Member(
                WorkstationName.check(parts[0]), HostPort.parse(parts[1]).toString());
    }

    private static String gateway(String text, int addressBytes) {
        if (!text.isEmpty() && InetAddress.ofLiteral(text).getAddress().length != addressBytes) {
            throw new IllegalArgumentException("of the wrong kind of address");
        }
        return text;
    }
}
