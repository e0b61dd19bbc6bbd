package org.deskferry.host.pod;

import static org.deskferry.proto.problem.Phrases.say;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.CareOf;
import org.deskferry.proto.v1.Geometry;
import org.deskferry.proto.v1.IdRange;
import org.deskferry.proto.v1.OpenPorts;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.ProblemKind;

/** Whether a manifest that comes from outside is one: everything in it ends up in paths, commands and system calls. */
public final class ManifestCheck {
    private static final Pattern IMAGE = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern MAC = Pattern.compile("[0-9a-f][26ae](:[0-9a-f]{2}){5}");
    private static final Pattern IPV4 = Pattern.compile("[0-9.]{7,15}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]{2,39}");
    private static final Pattern OWNER = Pattern.compile("[^\\p{Cntrl}\\p{Cf}]{0,64}");
    /** Pods that are older than it have none. */
    private static final Set<Integer> KEY_LENGTHS = Set.of(0, 32);

    private static final int MOST_OPEN_PORTS = 64;
    private static final int MOST_NAMESERVERS = 8;
    /** Of IPv6: RFC 8200, 5. */
    private static final int SHORTEST_MTU = 1280;

    private static final int LONGEST_MTU = 0xffff;
    /** Ids below belong to the machine and its users. */
    private static final int LOWEST_ID = 65536;

    private ManifestCheck() {}

    /**
     * Returns the manifest if it is sound.
     *
     * @throws ProblemException (BAD_REQUEST) naming the first field that is not
     */
    public static PodManifest check(PodManifest manifest) {
        PodNames.checkId(manifest.getId());
        PodNames.checkName(manifest.getName());
        checkImage(manifest.getImage());
        checkIds(manifest.getIds());
        checkAddress(manifest.getAddress());
        checkGeometry(manifest.getGeometry());
        checkOpenPorts(manifest.getOpenPortsList());
        require(KEY_LENGTHS.contains(manifest.getKeptKey().size()), "key", "it has 32 bytes");
        require(isOwner(manifest.getOwner()), "owner", "it is at most 64 characters, none of them a control character");
        require(manifest.getEpoch() > 0, "epoch", "it begins at 1");
        return manifest;
    }

    /** Whether a pod can be said to be theirs. */
    public static boolean isOwner(String name) {
        return OWNER.matcher(name).matches();
    }

    public static void checkImage(String image) {
        require(IMAGE.matcher(image).matches(), "image", "it is 'sha256:' and 64 hex digits");
    }

    public static void checkAddress(PodAddress address) {
        require(MAC.matcher(address.getMac()).matches(), "MAC", "it has to be unicast and locally administered");
        require(isNetwork(address.getIpv4(), IPV4, 32), "IPv4 address", "it is written like 10.77.0.101/24");
        require(
                address.getIpv6().isEmpty() || isNetwork(address.getIpv6(), IPV6, 128),
                "IPv6 address",
                "it is written like fd77::101/64");
        require(
                address.getGateway4().isEmpty() || isAddress(address.getGateway4(), IPV4),
                "IPv4 router",
                "it is written like 10.77.0.1");
        require(
                address.getGateway6().isEmpty() || isAddress(address.getGateway6(), IPV6),
                "IPv6 router",
                "it is written like fd77::1");
        require(
                address.getNameserversCount() <= MOST_NAMESERVERS
                        && address.getNameserversList().stream()
                                .allMatch(server -> isAddress(server, IPV4) || isAddress(server, IPV6)),
                "DNS servers",
                "they are addresses, " + MOST_NAMESERVERS + " at most");
        if (address.hasCareOf()) {
            checkCareOf(address.getCareOf());
        }
        require(isMtu(address.getMtu()), "MTU", "it is " + SHORTEST_MTU + " to " + LONGEST_MTU + " bytes");
    }

    private static void checkCareOf(CareOf away) {
        require(
                isNetwork(away.getIpv4(), IPV4, 32)
                        && (away.getIpv6().isEmpty() || isNetwork(away.getIpv6(), IPV6, 128))
                        && (away.getGateway4().isEmpty() || isAddress(away.getGateway4(), IPV4))
                        && (away.getGateway6().isEmpty() || isAddress(away.getGateway6(), IPV6)),
                "addresses away from home",
                "they are written like its own");
    }

    private static boolean isMtu(int bytes) {
        return bytes == 0 || (bytes >= SHORTEST_MTU && bytes <= LONGEST_MTU);
    }

    public static void checkGeometry(Geometry size) {
        require(
                size.getWidth() >= 640
                        && size.getWidth() <= 7680
                        && size.getHeight() >= 480
                        && size.getHeight() <= 4320,
                "display size",
                "it is 640x480 to 7680x4320 pixels");
    }

    public static void checkOpenPorts(List<OpenPorts> open) {
        require(open.size() <= MOST_OPEN_PORTS, "open ports", "there are " + MOST_OPEN_PORTS + " at most");
        for (var ports : open) {
            require(
                    ports.getProtocol() == OpenPorts.Protocol.PROTOCOL_TCP
                            || ports.getProtocol() == OpenPorts.Protocol.PROTOCOL_UDP,
                    "open ports",
                    "they are TCP or UDP");
            require(
                    ports.getFirst() >= 1 && ports.getFirst() <= ports.getLast() && ports.getLast() <= 0xffff,
                    "open ports",
                    "they are from 1 to 65535, the first not beyond the last");
        }
    }

    private static void checkIds(IdRange ids) {
        require(
                ids.getCount() == IdRanges.SIZE && ids.getFirst() >= LOWEST_ID && ids.getFirst() % IdRanges.SIZE == 0,
                "id range",
                "it is 65536 ids from a multiple of 65536 on");
    }

    private static boolean isNetwork(String text, Pattern form, int longest) {
        var slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
            return false;
        }
        return Integer.parseInt(text.substring(slash + 1)) <= longest && isAddress(text.substring(0, slash), form);
    }

    private static boolean isAddress(String text, Pattern form) {
        try {
            return form.matcher(text).matches() && InetAddress.ofLiteral(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void require(boolean sound, String field, String rule) {
        if (!sound) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    say("the pod's {0}", field),
                    say("It is not sound: {0}.", rule),
                    say("Correct it and try again."));
        }
    }
}
