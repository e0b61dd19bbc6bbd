package org.deskferry.host.display;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** RFB 3.8 (RFC 6143) as far as a guest of a moment needs it: a session that asks for uncompressed pixels. */
final class Rfb {
    static final int MAX_WIDTH = 7680;
    static final int MAX_HEIGHT = 4320;

    private static final byte[] VERSION = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_TEXT = 1 << 20;
    private static final int SECURITY_NONE = 1;
    private static final int PIXEL_FORMAT_LENGTH = 16;
    private static final int UPDATE = 0;
    private static final int COLOUR_MAP = 1;
    private static final int BELL = 2;
    private static final int CLIPBOARD = 3;
    private static final int RAW = 0;

    private final Connection connection;
    private final int width;
    private final int height;

    private Rfb(Connection connection, int width, int height) {
        this.connection = connection;
        this.width = width;
        this.height = height;
    }

    /** Introduces itself and shares the screen with whoever looks at it already. */
    static Rfb begin(Connection connection) throws IOException {
        var greeting = new String(connection.readBytes(VERSION.length), StandardCharsets.ISO_8859_1);
        if (!greeting.matches("RFB 003\\.\\d{3}\n") || greeting.compareTo("RFB 003.008\n") < 0) {
            throw new IOException("it does not speak RFB 3.8");
        }
        connection.write(ByteBuffer.wrap(VERSION));
        chooseNoSecurity(connection);
        connection.write(ByteBuffer.wrap(new byte[] {1}));
        var size = connection.need(2 * Short.BYTES);
        int width = Short.toUnsignedInt(size.getShort());
        int height = Short.toUnsignedInt(size.getShort());
        if (width == 0 || width > MAX_WIDTH || height == 0 || height > MAX_HEIGHT) {
            throw new IOException("its size, " + width + "x" + height + ", is out of bounds");
        }
        connection.skip(PIXEL_FORMAT_LENGTH);
        connection.skip(textLength(connection));
        return new Rfb(connection, width, height);
    }

    private static void chooseNoSecurity(Connection connection) throws IOException {
        int count = Byte.toUnsignedInt(connection.need(1).get());
        boolean offered = false;
        for (byte type : connection.readBytes(count)) {
            offered |= type == SECURITY_NONE;
        }
        if (!offered) {
            throw new IOException("it lets nobody in without a password");
        }
        connection.write(ByteBuffer.wrap(new byte[] {SECURITY_NONE}));
        if (connection.need(Integer.BYTES).getInt() != 0) {
            throw new IOException("it lets nobody in");
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    void send(byte[] messages) throws IOException {
        connection.write(ByteBuffer.wrap(messages));
    }

    /** Asks for all pixels and waits for them. */
    Frame frame() throws IOException {
        return fetch(new Frame(width, height));
    }

    /** Waits until the server has dealt with all that was sent. */
    void settle() throws IOException {
        fetch(new Frame(1, 1));
    }

    private Frame fetch(Frame frame) throws IOException {
        connection.write(pixelFormat());
        connection.write(request(frame));
        long missing = (long) frame.width() * frame.height();
        while (missing > 0) {
            missing -= readMessage(frame);
        }
        return frame;
    }

    private static ByteBuffer pixelFormat() {
        return ByteBuffer.allocate(28)
                // SetPixelFormat: 32 bits a pixel, 24 used, little-endian, true colour, red 16, green 8, blue 0.
                .put(new byte[] {0, 0, 0, 0, 32, 24, 0, 1, 0, -1, 0, -1, 0, -1, 16, 8, 0, 0, 0, 0})
                // SetEncodings: one.
                .put(new byte[] {2, 0, 0, 1})
                .putInt(RAW)
                .flip();
    }

    private static ByteBuffer request(Frame frame) {
        return ByteBuffer.allocate(10)
                // FramebufferUpdateRequest: not only what has changed, from 0, 0 on.
                .put(new byte[] {3, 0, 0, 0, 0, 0})
                .putShort((short) frame.width())
                .putShort((short) frame.height())
                .flip();
    }

    /** Reads one message and returns how many pixels it brought. */
    private long readMessage(Frame frame) throws IOException {
        int type = connection.need(1).get();
        switch (type) {
            case UPDATE -> {
                return readUpdate(frame);
            }
            case COLOUR_MAP -> {
                connection.skip(1 + Short.BYTES);
                connection.skip(
                        6L * Short.toUnsignedInt(connection.need(Short.BYTES).getShort()));
            }
            case BELL -> {}
            case CLIPBOARD -> {
                connection.skip(3);
                connection.skip(textLength(connection));
            }
            default -> throw new IOException("it sent an unknown message");
        }
        return 0;
    }

    private long readUpdate(Frame frame) throws IOException {
        connection.skip(1);
        int count = Short.toUnsignedInt(connection.need(Short.BYTES).getShort());
        long area = 0;
        for (int i = 0; i < count; i++) {
            area += readRectangle(frame);
        }
        return area;
    }

    private long readRectangle(Frame frame) throws IOException {
        var head = connection.need(4 * Short.BYTES + Integer.BYTES);
        int x = Short.toUnsignedInt(head.getShort());
        int y = Short.toUnsignedInt(head.getShort());
        int rowLength = Short.toUnsignedInt(head.getShort());
        int rows = Short.toUnsignedInt(head.getShort());
        if (head.getInt() != RAW || x + rowLength > frame.width() || y + rows > frame.height()) {
            throw new IOException("it sent a rectangle that nobody asked for");
        }
        for (int row = 0; row < rows; row++) {
            connection.readWords(frame.pixels(), (y + row) * frame.width() + x, rowLength);
        }
        return (long) rowLength * rows;
    }

    private static long textLength(Connection connection) throws IOException {
        long length = Integer.toUnsignedLong(connection.need(Integer.BYTES).getInt());
        if (length > MAX_TEXT) {
            throw new IOException("it sent a text of " + length + " bytes");
        }
        return length;
    }
}
