package org.deskferry.host.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.deskferry.host.linux.BorrowedFile;
import org.deskferry.host.linux.Proc;
import org.deskferry.proto.v1.Membership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which sockets of a pod are members of which multicast groups. CRIU does not write that down, and the kernel does not list it; it tells,
 * though, whether a socket can still become a member.
 */
public final class Memberships {
    private static final Logger LOG = LoggerFactory.getLogger(Memberships.class);
    private static final int MOST = 1024;
    private static final int HEX = 16;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_RAW = 3;

    private final int link;
    private final List<InetAddress> groups;

    private Memberships(int link, List<InetAddress> groups) {
        this.link = link;
        this.groups = groups;
    }

    /**
     * Those of a pod that stands still, some if there are very many.
     *
     * @param initPid its first process
     * @param pids all its processes
     */
    public static List<Membership> of(long initPid, Collection<Long> pids) {
        var groups = groups(initPid);
        return groups.isEmpty() ? List.of() : new Memberships(link(initPid).orElse(0), groups).among(pids);
    }

    /** Makes sockets members again, of a pod that stands still. What cannot be is logged, and no harm to the rest. */
    public static void restore(long initPid, Collection<Long> pids, List<Membership> memberships) {
        Unsound.require(memberships.size() <= MOST, "memberships");
        var link = link(initPid).orElse(0);
        for (var membership : memberships) {
            var group = Unsound.address(membership.getGroup(), "memberships");
            var joined = pids.stream()
                    .filter(pid -> Proc.innerPid(pid).orElse(0) == membership.getPid())
                    .anyMatch(pid -> PodSockets.on(pid, membership.getFd(), socket -> socket.join(group, link)));
            if (!joined) {
                LOG.warn(
                        "a socket of process {} is no more a member of {}", membership.getPid(), membership.getGroup());
            }
        }
    }

    private List<Membership> among(Collection<Long> pids) {
        var seen = new HashSet<String>();
        var found = new ArrayList<Membership>();
        for (var pid : pids) {
            for (var descriptor : PodSockets.of(pid, seen)) {
                for (var group : groups) {
                    if (found.size() < MOST && PodSockets.on(pid, descriptor, socket -> isMember(socket, group))) {
                        found.add(Membership.newBuilder()
                                .setPid(Proc.innerPid(pid).orElse(0))
                                .setFd(descriptor)
                                .setGroup(group.getHostAddress())
                                .build());
                    }
                }
            }
        }
        return found;
    }

    private boolean isMember(BorrowedFile socket, InetAddress group) {
        var family = group instanceof Inet4Address ? AF_INET : AF_INET6;
        if (socket.family() != family || (socket.type() != SOCK_DGRAM && socket.type() != SOCK_RAW)) {
            return false;
        }
        if (socket.join(group, link)) {
            socket.leave(group, link);
            return false;
        }
        return true;
    }

    /** Of any socket of the pod, on its link: from proc(5)'s {@code net/igmp} and {@code net/igmp6}. */
    private static List<InetAddress> groups(long initPid) {
        var found = new ArrayList<InetAddress>();
        var isOurs = false;
        for (var line :
                Proc.read(initPid + "/net/igmp").orElse("").lines().skip(1).toList()) {
            var fields = line.strip().split("\\s+", -1);
            if (line.startsWith("\t")) {
                if (isOurs) {
                    found.add(ipv4(fields[0]));
                }
            } else {
                isOurs = fields[1].equals("eth0");
            }
        }
        Proc.read(initPid + "/net/igmp6")
                .orElse("")
                .lines()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields[1].equals("eth0"))
                .forEach(fields -> found.add(address(HexFormat.of().parseHex(fields[2]))));
        found.removeIf(Memberships::isTheKernels);
        return found;
    }

    /** Of all hosts, and of those who look for neighbours (RFC 4291, 2.7.1): every link has them by itself. */
    private static boolean isTheKernels(InetAddress group) {
        var text = group.getHostAddress();
        return text.equals("224.0.0.1")
                || text.matches("ff0[12]:0:0:0:0:0:0:1")
                || text.startsWith("ff02:0:0:0:0:1:ff");
    }

    /** In the byte order of the machine: 224.0.0.1 is 010000E0. */
    private static InetAddress ipv4(String digits) {
        var value = Integer.reverseBytes(Integer.parseUnsignedInt(digits, HEX));
        return address(new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value});
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The index of the pod's link, in its own network. */
    private static OptionalInt link(long initPid) {
        return Proc.read(initPid + "/net/igmp")
                .orElse("")
                .lines()
                .filter(line -> !line.startsWith("\t"))
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields.length > 1 && fields[1].equals("eth0"))
                .mapToInt(fields -> Integer.parseInt(fields[0]))
                .findFirst();
    }
}
