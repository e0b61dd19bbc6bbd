package org.deskferry.host.display;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The file in which X programs find the cookie of a display. */
final class XAuthority {
    static final String COOKIE = "MIT-MAGIC-COOKIE-1";

    private XAuthority() {}

    /**
     * The cookie of the display with this number.
     *
     * @param file entries of a family and four counted fields: address, display number, method, cookie
     * @return empty if the file has none, or is damaged before it
     */
    static byte[] cookie(byte[] file, String displayNumber) {
        var entries = ByteBuffer.wrap(file);
        try {
            while (entries.hasRemaining()) {
                entries.getShort();
                field(entries);
                var number = text(entries);
                var method = text(entries);
                var cookie = field(entries);
                if (method.equals(COOKIE) && (number.isEmpty() || number.equals(displayNumber))) {
                    return cookie;
                }
            }
        } catch (BufferUnderflowException e) {
            return new byte[0];
        }
        return new byte[0];
    }

    private static String text(ByteBuffer entries) {
        return new String(field(entries), StandardCharsets.ISO_8859_1);
    }

    private static byte[] field(ByteBuffer entries) {
        int length = Short.toUnsignedInt(entries.getShort());
        if (length > entries.remaining()) {
            throw new BufferUnderflowException();
        }
        var field = new byte[length];
        entries.get(field);
        return field;
    }
}
