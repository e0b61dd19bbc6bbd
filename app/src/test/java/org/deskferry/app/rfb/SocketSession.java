package org.deskferry.app.rfb;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A session with a server behind a Unix socket, and all that has come of it. */
final class SocketSession implements Listener, AutoCloseable {
    private final SocketChannel channel;
    private final Session session;
    private final List<String> copied = new ArrayList<>();
    private Optional<Canvas> canvas = Optional.empty();
    private Optional<Pointer> pointer = Optional.empty();
    private Optional<IOException> end = Optional.empty();
    private int updates;

    private SocketSession(SocketChannel channel) {
        this.channel = channel;
        this.session = new Session(Channels.newInputStream(channel), this);
    }

    static SocketSession open(Path socket) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        var opened = new SocketSession(channel);
        Thread.ofPlatform().daemon().start(opened::run);
        Thread.ofPlatform().daemon().start(opened::send);
        return opened;
    }

    Session session() {
        return session;
    }

    private void run() {
        try {
            session.run();
        } catch (IOException e) {
            synchronized (this) {
                end = Optional.of(e);
                notifyAll();
            }
        }
    }

    private void send() {
        try {
            for (var bytes = session.outbox().take();
                    bytes.length > 0;
                    bytes = session.outbox().take()) {
                channel.write(ByteBuffer.wrap(bytes));
            }
        } catch (IOException | InterruptedException e) {
            session.outbox().close();
        }
    }

    @Override
    public synchronized void sized(Canvas fresh) {
        canvas = Optional.of(fresh);
        notifyAll();
    }

    @Override
    public synchronized void painted(Canvas painted, Area area) {
        updates++;
        notifyAll();
    }

    @Override
    public synchronized void pointed(Pointer shape) {
        pointer = Optional.of(shape);
        notifyAll();
    }

    @Override
    public synchronized void copied(String text) {
        copied.add(text);
        notifyAll();
    }

    @Override
    public void rang() {}

    synchronized int updates() {
        return updates;
    }

    synchronized List<String> copied() {
        return List.copyOf(copied);
    }

    synchronized Optional<Pointer> pointer() {
        return pointer;
    }

    synchronized Optional<IOException> end() {
        return end;
    }

    synchronized int colour(int x, int y) {
        return canvas.map(now -> x < now.width() && y < now.height() ? now.pixels()[now.at(x, y)] & 0xffffff : -1)
                .orElse(-1);
    }

    synchronized int[] pixels() {
        return canvas.orElseThrow().pixels().clone();
    }

    synchronized String size() {
        return canvas.map(now -> now.width() + "x" + now.height()).orElse("none");
    }

    /** Waits until it is so, which is looked at again whenever something has come. */
    synchronized void await(String what, BooleanSupplier condition) throws InterruptedException {
        var last = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            long left = (last - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError(what + " is not so after 20 s; end: " + end + ", size " + size());
            }
            wait(Math.min(left, 200));
        }
    }

    synchronized void awaitCopied(Predicate<String> text) throws InterruptedException {
        await("a text was copied", () -> copied.stream().anyMatch(text));
    }

    void type(String text) {
        text.codePoints().forEach(character -> {
            int keysym = character == '\n' ? 0xff0d : character < 0x100 ? character : 0x0100_0000 | character;
            session.outbox().put(new Key(keysym, true));
            session.outbox().put(new Key(keysym, false));
        });
    }

    @Override
    public void close() throws IOException {
        session.outbox().close();
        channel.close();
    }
}
