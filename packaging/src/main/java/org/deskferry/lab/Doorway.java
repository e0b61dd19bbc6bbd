package org.deskferry.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** A port of the machine's loopback that leads to a port in the lab: each connection is carried on by a program in a node. */
final class Doorway implements AutoCloseable {
    private final ServerSocket server;
    private final List<String> carrier;

    private Doorway(ServerSocket server, List<String> carrier) {
        this.server = server;
        this.carrier = carrier;
    }

    /** A way from {@code node} to {@code host} and {@code port}. */
    static Doorway open(Node node, String host, int port) {
        try {
            var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            var carrier = List.of(
                    "nsenter", "--net=/proc/" + node.pid() + "/ns/net", "nc", "-N", host, Integer.toString(port));
            var doorway = new Doorway(server, carrier);
            Thread.ofVirtual().name("doorway").start(doorway::serve);
            return doorway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                var caller = server.accept();
                Thread.startVirtualThread(() -> carry(caller));
            } catch (IOException e) {
                // Closed: the loop ends.
            }
        }
    }

    private void carry(Socket caller) {
        try (caller) {
            var process = new ProcessBuilder(carrier)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var toCaller = Thread.ofVirtual().start(() -> {
                try (var out = caller.getOutputStream()) {
                    pump(process.getInputStream(), out);
                } catch (IOException e) {
                    // It is closed already.
                }
            });
            try (var out = process.getOutputStream()) {
                pump(caller.getInputStream(), out);
            }
            toCaller.join();
            process.destroyForcibly();
        } catch (IOException e) {
            // The caller sees that its connection is closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until either side is closed. */
    private static void pump(InputStream from, OutputStream to) {
        var buffer = new byte[64 * 1024];
        try {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                to.write(buffer, 0, count);
                to.flush();
            }
        } catch (IOException e) {
            // The other side learns it by the closing of its end.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
