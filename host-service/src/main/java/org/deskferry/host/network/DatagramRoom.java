package org.deskferry.host.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.deskferry.host.linux.BorrowedFile;

/**
 * Room for the datagrams that were held for a pod. They come all at once, while nobody reads yet, and nobody sends again those that find their socket
 * full: so until this is closed, each takes far more than it was made for. What it has got by then, it keeps.
 */
final class DatagramRoom implements AutoCloseable {
    // socket(7). The kernel doubles what is set, and tells the double.
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SOCK_DGRAM = 2;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    /** As much as is held at most, and what the kernel spends on the smallest frames beside. */
    private static final int WIDE = 512 << 20;

    private final List<Widened> sockets = new ArrayList<>();

    private record Widened(BorrowedFile socket, int before) {}

    private DatagramRoom() {}

    /**
     * Makes room in all sockets of a pod for datagrams of IP.
     *
     * @param initPid its first process
     * @param pids all its processes
     */
    static DatagramRoom make(long initPid, Collection<Long> pids) {
        var room = new DatagramRoom();
        if (Connections.areByUdp(initPid)) {
            var seen = new HashSet<String>();
            for (var pid : pids) {
                for (var descriptor : PodSockets.of(pid, seen)) {
                    BorrowedFile.of(pid, descriptor).ifPresent(room::widen);
                }
            }
        }
        return room;
    }

    private void widen(BorrowedFile socket) {
        var before = socket.option(SOL_SOCKET, SO_RCVBUF).orElse(0);
        if (takesDatagrams(socket) && before < WIDE && socket.set(SOL_SOCKET, SO_RCVBUFFORCE, WIDE / 2)) {
            sockets.add(new Widened(socket, before));
        } else {
            socket.close();
        }
    }

    private static boolean takesDatagrams(BorrowedFile socket) {
        return socket.type() == SOCK_DGRAM && (socket.family() == AF_INET || socket.family() == AF_INET6);
    }

    /** Leaves alone what the program itself has set meanwhile. */
    @Override
    public void close() {
        for (var widened : sockets) {
            try (var socket = widened.socket) {
                if (socket.option(SOL_SOCKET, SO_RCVBUF).orElse(0) == WIDE) {
                    socket.set(SOL_SOCKET, SO_RCVBUFFORCE, widened.before / 2);
                }
            }
        }
    }
}
