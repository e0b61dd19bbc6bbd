package org.deskferry.host.linux;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The attributes behind a netlink message (netlink(7)), in the machine's byte order. */
public final class Attributes {
    private static final int HEADER_BYTES = 4;
    private static final int TYPE_MASK = 0x3FFF;

    private Attributes() {}

    /** The value of the first attribute of a type; {@code from} is where the attributes begin. */
    public static Optional<ByteBuffer> find(ByteBuffer message, int from, int type) {
        for (int at = from; at + HEADER_BYTES <= message.limit(); ) {
            var length = Short.toUnsignedInt(message.getShort(at));
            if (length < HEADER_BYTES || at + length > message.limit()) {
                return Optional.empty();
            }
            if ((message.getShort(at + Short.BYTES) & TYPE_MASK) == type) {
                return Optional.of(
                        message.slice(at + HEADER_BYTES, length - HEADER_BYTES).order(message.order()));
            }
            at += padded(length);
        }
        return Optional.empty();
    }

    /** How much {@link #put} takes for a value of so many bytes. */
    static int size(int length) {
        return HEADER_BYTES + padded(length);
    }

    /** Adds one to a message. */
    static void put(ByteBuffer message, short type, byte[] value) {
        var end = message.position() + size(value.length);
        message.putShort((short) (HEADER_BYTES + value.length))
                .putShort(type)
                .put(value)
                .position(end);
    }

    static int padded(int length) {
        return (length + 3) & ~3;
    }
}
