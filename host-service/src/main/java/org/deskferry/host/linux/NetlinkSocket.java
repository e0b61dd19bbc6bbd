package org.deskferry.host.linux;

import com.sun.jna.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** A conversation with the kernel (netlink(7)), about one network namespace. For one thread. */
final class NetlinkSocket implements AutoCloseable {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int CLONE_NEWNET = 0x40000000;

    private static final int ERROR = 2;
    private static final int DONE = 3;
    private static final int HEADER_BYTES = 16;
    private static final int BUFFER_BYTES = 256 << 10;

    private final int socket;
    private final Memory buffer = new Memory(BUFFER_BYTES);

    private NetlinkSocket(int socket) {
        this.socket = socket;
    }

    /** About this machine's own namespace. {@code protocol}: NETLINK_ROUTE and so on. */
    static NetlinkSocket here(int protocol) throws IOException {
        return new NetlinkSocket(make(protocol));
    }

    /** About the namespace of a process. */
    static NetlinkSocket of(long pid, int protocol) throws IOException {
        try {
            // A thread goes over for good, so one is spent: the socket stays in the namespace it was made in.
            return new NetlinkSocket(CompletableFuture.supplyAsync(
                            () -> makeInside(pid, protocol),
                            task -> Thread.ofPlatform().name("netlink").start(task))
                    .join());
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException failure) {
                throw failure.getCause();
            }
            throw e;
        }
    }

    private static int makeInside(long pid, int protocol) {
        try {
            var path = Path.of("/proc/" + pid + "/ns/net");
            var namespace = LibC.check(LibC.openat(LibC.AT_FDCWD, LibC.text(path), LibC.O_CLOEXEC, 0), "open " + path);
            try {
                LibC.check(LibC.setns(namespace, CLONE_NEWNET), "enter " + path);
            } finally {
                LibC.close(namespace);
            }
            return make(protocol);
        } catch (LinuxException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int make(int protocol) throws LinuxException {
        return LibC.check(LibC.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, protocol), "make a netlink socket");
    }

    /**
     * Sends a request and waits for the end of the answer.
     *
     * @param what it does, for the message of an exception
     * @param body in the machine's byte order, without the header
     * @param answer takes each message without its header, in the machine's byte order; not to be kept
     * @throws LinuxException if the kernel says so
     */
    void ask(String what, short type, short flags, byte[] body, Consumer<ByteBuffer> answer) throws IOException {
        var message = buffer.getByteBuffer(0, BUFFER_BYTES).order(ByteOrder.nativeOrder());
        message.putInt(HEADER_BYTES + body.length)
                .putShort(type)
                .putShort(flags)
                .putLong(0)
                .put(body);
        LibC.check((int) LibC.send(socket, buffer, message.position(), 0), what);
        while (!takeIn(what, answer)) {}
    }

    /** Receives once; whether that was the end. */
    private boolean takeIn(String what, Consumer<ByteBuffer> answer) throws IOException {
        var size = LibC.check((int) LibC.recv(socket, buffer, BUFFER_BYTES, 0), what);
        var messages = buffer.getByteBuffer(0, size).order(ByteOrder.nativeOrder());
        while (messages.remaining() >= HEADER_BYTES) {
            var start = messages.position();
            var length = messages.getInt(start);
            if (length < HEADER_BYTES || length > messages.remaining()) {
                throw new IOException("the kernel's answer is cut off: " + what);
            }
            switch (messages.getShort(start + Integer.BYTES)) {
                case DONE -> {
                    return true;
                }
                case ERROR -> {
                    var errno = -messages.getInt(start + HEADER_BYTES);
                    if (errno != 0) {
                        throw new LinuxException(what, errno);
                    }
                    return true;
                }
                default ->
                    answer.accept(messages.slice(start + HEADER_BYTES, length - HEADER_BYTES)
                            .order(ByteOrder.nativeOrder()));
            }
            messages.position(Math.min(messages.limit(), start + Attributes.padded(length)));
        }
        return false;
    }

    @Override
    public void close() {
        LibC.close(socket);
        buffer.close();
    }
}
