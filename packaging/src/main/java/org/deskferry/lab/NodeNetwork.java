package org.deskferry.lab;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A node's network, from where connections of this program can begin: a socket stays in the network it was made in. */
final class NodeNetwork implements AutoCloseable {
    private static final int CLONE_NEWNET = 0x40000000;
    private static final int READ_ONLY = 0;

    private final ExecutorService thread;

    private NodeNetwork(ExecutorService thread) {
        this.thread = thread;
    }

    private interface LibC extends Library {
        LibC INSTANCE = Native.load("c", LibC.class);

        int open(String path, int flags);

        int setns(int file, int kind);

        int close(int file);
    }

    /** Lets one thread of this program live in the node's network. */
    static NodeNetwork enter(Node node) {
        var path = "/proc/" + node.pid() + "/ns/net";
        var thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("network of " + node.name()).factory());
        thread.execute(() -> {
            var file = LibC.INSTANCE.open(path, READ_ONLY);
            if (LibC.INSTANCE.setns(file, CLONE_NEWNET) != 0) {
                thread.shutdownNow();
            }
            LibC.INSTANCE.close(file);
        });
        return new NodeNetwork(thread);
    }

    /** A port of the node, where connections are accepted. */
    ServerSocketChannel listen(InetSocketAddress place) throws IOException, InterruptedException {
        try {
            return thread.submit(() -> ServerSocketChannel.open().bind(place)).get();
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    /** A connection from the node. */
    SocketChannel connect(InetSocketAddress place) throws IOException, InterruptedException {
        try {
            return thread.submit(() -> SocketChannel.open(place)).get();
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
