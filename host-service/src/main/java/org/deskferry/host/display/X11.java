package org.deskferry.host.display;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The X11 protocol as far as one needs it to read properties. Many questions are asked at once, in one round trip. */
final class X11 {
    /** How much of a property is asked for, in words of four bytes. */
    static final int MAX_WORDS = 256;

    private static final int WORD = 4;
    private static final int HEAD = 32;
    private static final int SETUP_HEAD = 8;
    private static final int SCREEN_FORMAT = 8;
    private static final int ERROR = 0;
    private static final int REPLY = 1;
    private static final int GENERIC_EVENT = 35;

    private final Connection connection;
    private final int root;

    private X11(Connection connection, int root) {
        this.connection = connection;
        this.root = root;
    }

    static X11 begin(Connection connection, byte[] cookie) throws IOException {
        connection.write(setup(cookie));
        var head = littleEndian(connection.readBytes(SETUP_HEAD));
        int length = Short.toUnsignedInt(head.getShort(6)) * WORD;
        if (head.get(0) != 1) {
            throw new IOException("it refuses X11 connections");
        }
        return new X11(connection, rootOf(connection, length));
    }

    private static ByteBuffer setup(byte[] cookie) {
        var method = XAuthority.COOKIE.getBytes(StandardCharsets.US_ASCII);
        return littleEndian(new byte[12 + padded(method.length) + padded(cookie.length)])
                .put(new byte[] {'l', 0})
                .putShort((short) 11)
                .putShort((short) 0)
                .putShort((short) method.length)
                .putShort((short) cookie.length)
                .putShort((short) 0)
                .put(method)
                .position(12 + padded(method.length))
                .put(cookie)
                .rewind();
    }

    private static int rootOf(Connection connection, int length) throws IOException {
        if (length < HEAD) {
            throw new IOException("its X11 greeting is too short");
        }
        var fixed = littleEndian(connection.readBytes(HEAD));
        int vendor = padded(Short.toUnsignedInt(fixed.getShort(16)));
        int formats = Byte.toUnsignedInt(fixed.get(21)) * SCREEN_FORMAT;
        int rest = length - HEAD - vendor - formats;
        if (fixed.get(20) == 0 || rest < WORD) {
            throw new IOException("its X11 greeting names no screen");
        }
        connection.skip(vendor + formats);
        int root = littleEndian(connection.readBytes(WORD)).getInt();
        connection.skip(rest - WORD);
        return root;
    }

    int root() {
        return root;
    }

    /** The number of an atom, 0 if nobody has used the name yet. */
    static ByteBuffer atom(String name) {
        var bytes = name.getBytes(StandardCharsets.US_ASCII);
        return littleEndian(new byte[8 + padded(bytes.length)])
                .put(new byte[] {16, 1})
                .putShort((short) (2 + padded(bytes.length) / WORD))
                .putShort((short) bytes.length)
                .putShort((short) 0)
                .put(bytes)
                .rewind();
    }

    /** A property of a window, whatever its type; its first {@link #MAX_WORDS} words. */
    static ByteBuffer property(int window, int name) {
        return littleEndian(new byte[24])
                .put(new byte[] {20, 0})
                .putShort((short) 6)
                .putInt(window)
                .putInt(name)
                .putInt(0)
                .putInt(0)
                .putInt(MAX_WORDS)
                .rewind();
    }

    /**
     * What the server answers to one question.
     *
     * @param number the atom, or the type of the property; 0 if there is none
     * @param value the property, little-endian
     */
    record Answer(int number, ByteBuffer value) {
        private static final Answer NONE = new Answer(0, littleEndian(new byte[0]));

        /** The property as numbers of 32 bits. */
        IntStream words() {
            var words = value.asIntBuffer();
            return IntStream.range(0, words.remaining()).map(words::get);
        }
    }

    /** Asks all questions and returns the answers in the same order. */
    List<Answer> ask(List<ByteBuffer> questions) throws IOException {
        var all = ByteBuffer.allocate(
                questions.stream().mapToInt(ByteBuffer::remaining).sum());
        questions.forEach(all::put);
        connection.write(all.flip());
        var answers = new ArrayList<Answer>(questions.size());
        while (answers.size() < questions.size()) {
            var head = littleEndian(connection.readBytes(HEAD));
            switch (head.get(0)) {
                // The window is gone.
                case ERROR -> answers.add(Answer.NONE);
                case REPLY -> answers.add(readReply(head));
                case GENERIC_EVENT -> connection.skip(Integer.toUnsignedLong(head.getInt(4)) * WORD);
                default -> {}
            }
        }
        return answers;
    }

    private Answer readReply(ByteBuffer head) throws IOException {
        int words = head.getInt(4);
        if (words < 0 || words > MAX_WORDS) {
            throw new IOException("it answers more than it was asked for");
        }
        var value = littleEndian(connection.readBytes(words * WORD));
        long used = Integer.toUnsignedLong(head.getInt(16)) * (head.get(1) / Byte.SIZE);
        value.limit(Math.clamp(used, 0, value.capacity()));
        return new Answer(head.getInt(8), value);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int padded(int length) {
        return (length + WORD - 1) / WORD * WORD;
    }
}
