package org.deskferry.host.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Asks the kernel for the sockets of a network namespace (sock_diag(7)). For one thread. */
public final class SocketDiag implements AutoCloseable {
    private static final int NETLINK_SOCK_DIAG = 4;
    private static final short SOCK_DIAG_BY_FAMILY = 20;
    private static final short REQUEST_DUMP = 0x301;

    private final NetlinkSocket socket;

    private SocketDiag(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** In the network namespace of a process. */
    public static SocketDiag of(long pid) throws IOException {
        return new SocketDiag(NetlinkSocket.of(pid, NETLINK_SOCK_DIAG));
    }

    /**
     * Asks for all sockets of a kind.
     *
     * @param request one of the kernel's {@code *_diag_req}
     * @param answer takes each socket's {@code *_diag_msg} with its attributes, in the machine's byte order; not to be kept
     */
    public void ask(byte[] request, Consumer<ByteBuffer> answer) throws IOException {
        socket.ask("ask for sockets", SOCK_DIAG_BY_FAMILY, REQUEST_DUMP, request, answer);
    }

    @Override
    public void close() {
        socket.close();
    }
}
