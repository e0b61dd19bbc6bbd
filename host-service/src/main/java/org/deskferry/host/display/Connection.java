package org.deskferry.host.display;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.deskferry.host.linux.Syscalls;

/**
 * A connection into a pod that is over by a deadline, whatever the other side does. One thread uses it; any may cut or wake it.
 *
 * <p>To close it is to say good-bye: it waits briefly until the other side has closed its end too.
 */
final class Connection implements AutoCloseable {
    private static final Duration FAREWELL = Duration.ofMillis(250);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(1);
    private static final int BUFFER = 128 * 1024;
    private static final int TYPE_BITS = 0170000;
    private static final int SOCKET = 0140000;
    /** Displays of several pods have the same path: one that was opened meanwhile would be taken for an end of this one. */
    private static final ReentrantLock OPENING = new ReentrantLock();

    private final String path;
    private final SocketChannel channel;
    private final Selector selector;
    private final Deadline deadline;
    private final Set<String> farEnds;
    private final ByteBuffer input = ByteBuffer.allocate(BUFFER).limit(0);
    private volatile boolean cut;

    private Connection(String path, SocketChannel channel, Selector selector, Deadline deadline, Set<String> farEnds) {
        this.path = path;
        this.channel = channel;
        this.selector = selector;
        this.deadline = deadline;
        this.farEnds = farEnds;
    }

    /** Connects to the socket that a process with the root directory {@code root} finds at {@code path}. */
    static Connection open(Path root, String path, Deadline deadline) throws IOException {
        try (var file = Syscalls.openInRoot(root, path)) {
            if (((int) Files.getAttribute(file.path(), "unix:mode") & TYPE_BITS) != SOCKET) {
                throw new IOException(path + " is not a socket");
            }
            var selector = Selector.open();
            var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.configureBlocking(false).register(selector, 0);
                return new Connection(path, channel, selector, deadline, connect(channel, file.path(), path));
            } catch (IOException e) {
                channel.close();
                selector.close();
                throw e;
            }
        }
    }

    /** Connects, and returns the kernel's names of the other end: those that are new. */
    private static Set<String> connect(SocketChannel channel, Path socket, String path) throws IOException {
        OPENING.lock();
        try {
            var before = AcceptedSockets.at(path);
            channel.connect(UnixDomainSocketAddress.of(socket));
            var farEnds = new HashSet<>(AcceptedSockets.at(path));
            farEnds.removeAll(before);
            return farEnds;
        } finally {
            OPENING.unlock();
        }
    }

    /** Makes the thread that uses this fail at its next step. */
    void cut() {
        cut = true;
        selector.wakeup();
    }

    /** Waits until {@code count} bytes can be taken from the returned buffer, in network order. At most 128 KiB. */
    ByteBuffer need(int count) throws IOException {
        if (input.remaining() < count) {
            input.compact();
            try {
                while (input.position() < count) {
                    receive();
                }
            } finally {
                input.flip();
            }
        }
        return input;
    }

    /** Reads {@code count} little-endian 32-bit words into {@code target} from {@code offset} on. */
    void readWords(int[] target, int offset, int count) throws IOException {
        for (int done = 0; done < count; ) {
            var ready = need(Integer.BYTES);
            int batch = Math.min(count - done, ready.remaining() / Integer.BYTES);
            ready.slice().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(target, offset + done, batch);
            ready.position(ready.position() + batch * Integer.BYTES);
            done += batch;
        }
    }

    byte[] readBytes(int count) throws IOException {
        var bytes = new byte[count];
        need(count).get(bytes);
        return bytes;
    }

    void skip(long count) throws IOException {
        for (long left = count; left > 0; ) {
            var ready = need(1);
            int batch = (int) Math.min(left, ready.remaining());
            ready.position(ready.position() + batch);
            left -= batch;
        }
    }

    void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            check();
            if (channel.write(bytes) == 0) {
                select(SelectionKey.OP_WRITE, deadline);
            }
        }
    }

    /** Reads what is there into {@code target}, and returns how much that was. */
    int readSome(ByteBuffer target) throws IOException {
        check();
        int count = channel.read(target);
        if (count < 0) {
            throw new EOFException("it hung up");
        }
        return count;
    }

    /** Writes what can be written at once, and returns how much that was. */
    int writeSome(ByteBuffer bytes) throws IOException {
        check();
        return channel.write(bytes);
    }

    /** Waits until it can be read, if that is wanted, or written, if that is, or until it is woken. */
    void await(boolean readable, boolean writable) throws IOException {
        check();
        int operations = (readable ? SelectionKey.OP_READ : 0) | (writable ? SelectionKey.OP_WRITE : 0);
        select(operations, deadline);
        check();
    }

    /** Ends the present or else the next {@link #await}. */
    void wake() {
        selector.wakeup();
    }

    private void receive() throws IOException {
        check();
        int count = channel.read(input);
        if (count < 0) {
            throw new EOFException("it hung up");
        }
        if (count == 0) {
            select(SelectionKey.OP_READ, deadline);
        }
    }

    private void check() throws IOException {
        if (cut || Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("the connection was cut");
        }
        if (deadline.passed()) {
            throw new IOException("it takes too long to answer");
        }
    }

    private void select(int operations, Deadline until) throws IOException {
        selector.keys().forEach(key -> key.interestOps(operations));
        selector.select(ignored -> {}, 1 + TimeUnit.NANOSECONDS.toMillis(until.left()));
    }

    @Override
    public void close() throws IOException {
        try (selector;
                channel) {
            var limit = Deadline.in(FAREWELL);
            if (saidGoodbye(limit)) {
                // Xvnc shuts its end down first and closes it a little later.
                while (farEndsOpen() && !limit.passed()) {
                    Thread.sleep(LOOK_AGAIN);
                }
                farEnds.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean saidGoodbye(Deadline limit) {
        try {
            channel.shutdownOutput();
            while (!limit.passed()) {
                if (channel.read(input.clear()) < 0) {
                    return true;
                }
                select(SelectionKey.OP_READ, limit);
            }
            return false;
        } catch (IOException e) {
            // It is gone already.
            return true;
        }
    }

    /** Whether the other side still holds its end of this connection; asked after it was closed here. */
    boolean farEndsOpen() {
        if (!farEnds.isEmpty()) {
            farEnds.retainAll(AcceptedSockets.at(path));
        }
        return !farEnds.isEmpty();
    }
}
