package org.deskferry.app.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A port that answers no SYN, as a machine that is switched off does not: its queue is full, and nobody accepts. */
final class DeadPort implements AutoCloseable {
    private static final int MORE_THAN_THE_QUEUE = 8;

    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<SocketChannel> waiting = new ArrayList<>();

    DeadPort() throws IOException {
        for (var count = 0; count < MORE_THAN_THE_QUEUE; count++) {
            var connection = SocketChannel.open();
            connection.configureBlocking(false);
            connection.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
            waiting.add(connection);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (var connection : waiting) {
            connection.close();
        }
        socket.close();
    }
}
