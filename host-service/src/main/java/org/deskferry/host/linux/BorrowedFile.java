package org.deskferry.host.linux;

import java.util.Optional;
import java.util.OptionalInt;

/** A file that another process has open, a socket for one, to ask about it (pidfd_getfd(2)). The process does not notice. */
public final class BorrowedFile implements AutoCloseable {
    private static final long FIONREAD = 0x541B;
    private static final int SOL_SOCKET = 1;
    private static final int SO_TYPE = 3;
    private static final int SO_PROTOCOL = 38;
    private static final int SO_DOMAIN = 39;

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

    /** How many bytes could be read from it at once; 0 of a file that cannot tell. */
    public int unread() {
        var bytes = new int[1];
        return LibC.ioctl(fd, FIONREAD, bytes) < 0 ? 0 : bytes[0];
    }

    private OptionalInt ofSocket(int option) {
        return option(SOL_SOCKET, option);
    }

    private OptionalInt option(int level, int option) {
        var value = new int[1];
        var size = new int[] {Integer.BYTES};
        return LibC.getsockopt(fd, level, option, value, size) < 0 ? OptionalInt.empty() : OptionalInt.of(value[0]);
    }

    @Override
    public void close() {
        LibC.close(fd);
    }
}
