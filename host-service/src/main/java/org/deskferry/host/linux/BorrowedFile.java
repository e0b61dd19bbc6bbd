package org.deskferry.host.linux;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;

/** A file that another process has open, a socket for one, to ask about it or change it (pidfd_getfd(2)). The process does not notice. */
public final class BorrowedFile implements AutoCloseable {
    private static final long FIONREAD = 0x541B;
    private static final int SOL_SOCKET = 1;
    private static final int SO_TYPE = 3;
    private static final int SO_PROTOCOL = 38;
    private static final int SO_DOMAIN = 39;

    private static final short AF_INET = 2;
    private static final short AF_INET6 = 10;
    private static final int IPPROTO_IP = 0;
    private static final int IPPROTO_IPV6 = 41;
    private static final int MCAST_JOIN_GROUP = 42;
    private static final int MCAST_LEAVE_GROUP = 45;
    private static final int GROUP_REQUEST_BYTES = 136;
    private static final int GROUP_AT = 8;
    private static final int IPV4_AT = 4;
    private static final int IPV6_AT = 8;

    private final int fd;

    private BorrowedFile(int fd) {
        this.fd = fd;
    }

    /** The file that a process has as {@code fd}; empty if it has closed it meanwhile. */
    public static Optional<BorrowedFile> of(long pid, int fd) {
        var process = LibC.pidfd_open(Math.toIntExact(pid), 0);
        if (process < 0) {
            return Optional.empty();
        }
        try {
            var borrowed = LibC.pidfd_getfd(process, fd, 0);
            return borrowed < 0 ? Optional.empty() : Optional.of(new BorrowedFile(borrowed));
        } finally {
            LibC.close(process);
        }
    }

    /** AF_INET and so on; -1 if it is no socket. */
    public int family() {
        return ofSocket(SO_DOMAIN).orElse(-1);
    }

    /** SOCK_STREAM and so on; -1 if it is no socket. */
    public int type() {
        return ofSocket(SO_TYPE).orElse(-1);
    }

    /** IPPROTO_TCP and so on; -1 if it is no socket. */
    public int protocol() {
        return ofSocket(SO_PROTOCOL).orElse(-1);
    }

    /** Whether a numeric option of the socket itself is there and not 0. */
    public boolean isSet(int option) {
        return isSet(SOL_SOCKET, option);
    }

    /** Whether a numeric option of a protocol is there and not 0. */
    public boolean isSet(int level, int option) {
        return option(level, option).orElse(0) != 0;
    }

    /** Sets a numeric option of a protocol; false if that cannot be. */
    public boolean set(int level, int option, int value) {
        var bytes = ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(value)
                .array();
        return LibC.setsockopt(fd, level, option, bytes, bytes.length) == 0;
    }

    /** How many bytes could be read from it at once; 0 of a file that cannot tell. */
    public int unread() {
        var bytes = new int[1];
        return LibC.ioctl(fd, FIONREAD, bytes) < 0 ? 0 : bytes[0];
    }

    /**
     * Makes a socket a member of a multicast group on a link of its network (RFC 3678, 5.1).
     *
     * @param link its index
     * @return false if it is one already, or cannot be
     */
    public boolean join(InetAddress group, int link) {
        return ofGroup(MCAST_JOIN_GROUP, group, link);
    }

    /** Ends its membership of a group; false if it is no member. */
    public boolean leave(InetAddress group, int link) {
        return ofGroup(MCAST_LEAVE_GROUP, group, link);
    }

    /** struct group_req: the link's index and a struct sockaddr_storage. */
    private boolean ofGroup(int option, InetAddress group, int link) {
        var isIpv4 = group instanceof Inet4Address;
        var request = ByteBuffer.allocate(GROUP_REQUEST_BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(link)
                .putShort(GROUP_AT, isIpv4 ? AF_INET : AF_INET6)
                .put(GROUP_AT + (isIpv4 ? IPV4_AT : IPV6_AT), group.getAddress());
        return LibC.setsockopt(fd, isIpv4 ? IPPROTO_IP : IPPROTO_IPV6, option, request.array(), GROUP_REQUEST_BYTES)
                == 0;
    }

    private OptionalInt ofSocket(int option) {
        return option(SOL_SOCKET, option);
    }

    /** A numeric option of a protocol; empty if there is none. */
    public OptionalInt option(int level, int option) {
        var value = new int[1];
        var size = new int[] {Integer.BYTES};
        return LibC.getsockopt(fd, level, option, value, size) < 0 ? OptionalInt.empty() : OptionalInt.of(value[0]);
    }

    @Override
    public void close() {
        LibC.close(fd);
    }
}
