package org.deskferry.host.checkpoint;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to CRIU's action scripts: CRIU waits at each step until the helper {@code hook} has asked here and got its
 * exit code. When this service dies the helper fails, and with it the step, so that CRIU takes everything back.
 */
final class Hooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);

    private final Path socket;
    private final ServerSocketChannel server;

    private Hooks(Path socket, ServerSocketChannel server) {
        this.socket = socket;
        this.server = server;
    }

    /**
     * CRIU waits at a step.
     *
     * @param initPid the pod's first process where CRIU knows it, else 0
     * @param caller the helper that asks
     */
    record Step(long initPid, SocketChannel caller) {
        /** From now on the pod's control group stays as it is, should this service die before it has answered. */
        void holdWhateverHappens() throws IOException {
            say("hold");
        }

        private void say(String line) throws IOException {
            caller.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
        }
    }

    /** What to do at a step. Throwing fails the step, and with it the whole run of CRIU. */
    @FunctionalInterface
    interface Handler {
        /** Returns whether CRIU may go on. */
        boolean at(Step step) throws Exception;
    }

    /** Listens at {@code socket}. Handlers are called by CRIU's name of their step, "post-dump" for one. */
    static Hooks listen(Path socket, Map<String, Handler> handlers) throws IOException {
        Files.deleteIfExists(socket);
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        var hooks = new Hooks(socket, server);
        Thread.ofVirtual().name("hooks").start(() -> hooks.serve(handlers));
        return hooks;
    }

    private void serve(Map<String, Handler> handlers) {
        try {
            while (true) {
                var caller = server.accept();
                Thread.startVirtualThread(() -> answer(caller, handlers));
            }
        } catch (ClosedChannelException e) {
            LOG.trace("{} closed", socket);
        } catch (IOException e) {
            LOG.error("hooks at {} failed: {}", socket, e.toString());
        }
    }

    private static void answer(SocketChannel caller, Map<String, Handler> handlers) {
        try (caller) {
            var request = new BufferedReader(Channels.newReader(caller, StandardCharsets.US_ASCII)).readLine();
            var words = request == null ? new String[0] : request.split(" ", -1);
            var step = new Step(words.length == 2 ? Long.parseLong(words[1]) : 0, caller);
            step.say(words.length == 2 && handle(handlers, words[0], step) ? "0" : "1");
        } catch (IOException | NumberFormatException e) {
            LOG.warn("a hook's call was lost: {}", e.toString());
        }
    }

    private static boolean handle(Map<String, Handler> handlers, String action, Step step) {
        try {
            var handler = handlers.get(action);
            return handler == null || handler.at(step);
        } catch (Exception e) {
            LOG.warn("step {} failed: {}", action, e.toString());
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
    }
}
