package org.deskferry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A port that leads to a port in the lab. */
final class Doorway implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final ServerSocketChannel server;
    private final NodeNetwork network;
    private final InetSocketAddress place;
    private final Guard guard;

    private Doorway(ServerSocketChannel server, NodeNetwork network, InetSocketAddress place, Guard guard) {
        this.server = server;
        this.network = network;
        this.place = place;
        this.guard = guard;
    }

    /** Sees every piece that goes through, either way. */
    @FunctionalInterface
    interface Guard {
        /** May change {@code piece}, shorten it, and close the connection {@code from} which it came. */
        void pass(ByteBuffer piece, SocketChannel from) throws IOException;
    }

    /** A way from a port of the machine's loopback, through {@code node}, to {@code host} and {@code port}. */
    static Doorway open(Node node, String host, int port) {
        try {
            var server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return serving(server, NodeNetwork.enter(node), new InetSocketAddress(host, port), (_, _) -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A way from a port of {@code node} at its address {@code here} to {@code host} and {@code port}. */
    static Doorway inside(Node node, String here, String host, int port, Guard guard) {
        try {
            var network = NodeNetwork.enter(node);
            var server = network.listen(new InetSocketAddress(here, 0));
            return serving(server, network, new InetSocketAddress(host, port), guard);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Doorway serving(
            ServerSocketChannel server, NodeNetwork network, InetSocketAddress place, Guard guard) {
        var doorway = new Doorway(server, network, place, guard);
        Thread.ofVirtual().name("doorway").start(doorway::serve);
        return doorway;
    }

    /** The port on this side. */
    int port() {
        return server.socket().getLocalPort();
    }

    private void serve() {
        while (server.isOpen()) {
            try {
                var caller = server.accept();
                Thread.startVirtualThread(() -> carry(caller));
            } catch (IOException e) {
                // Closed: the loop ends.
            }
        }
    }

    private void carry(SocketChannel caller) {
        try (caller;
                var callee = network.connect(place)) {
            // Small pieces wait for nothing, as with the programs at both ends.
            caller.setOption(StandardSocketOptions.TCP_NODELAY, true);
            callee.setOption(StandardSocketOptions.TCP_NODELAY, true);
            var back = Thread.startVirtualThread(() -> pump(callee, caller));
            pump(caller, callee);
            back.join();
        } catch (IOException e) {
            // The caller sees that its connection is closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until one side says its last, and then says so to the other. */
    private void pump(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocate(BUFFER);
        try {
            while (from.read(buffer.clear()) >= 0) {
                guard.pass(buffer.flip(), from);
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            closeBoth(from, to);
        }
    }

    private static void closeBoth(SocketChannel from, SocketChannel to) {
        try (from;
                to) {
            // A connection that broke on one side is of no use on the other.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (network) {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
