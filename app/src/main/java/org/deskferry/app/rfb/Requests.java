package org.deskferry.app.rfb;

import java.nio.ByteBuffer;
import java.util.List;

/** The messages of the client, as bytes: RFC 6143, section 7.5, and the extensions of rfbproto. */
final class Requests {
    private Requests() {}

    /** SetPixelFormat: 32 bits a pixel, 24 used, little-endian, true colour, red 16, green 8, blue 0. */
    static byte[] pixelFormat() {
        return new byte[] {0, 0, 0, 0, 32, 24, 0, 1, 0, -1, 0, -1, 0, -1, 16, 8, 0, 0, 0, 0};
    }

    static byte[] encodings(List<Integer> encodings) {
        var message = message(4 + 4 * encodings.size(), 2);
        message.put((byte) 0).putShort((short) encodings.size());
        encodings.forEach(message::putInt);
        return bytes(message);
    }

    static byte[] update(boolean incremental, Area area) {
        return bytes(place(message(10, 3).put((byte) (incremental ? 1 : 0)), area));
    }

    static byte[] key(int keysym, boolean down) {
        return bytes(
                message(8, 4).put((byte) (down ? 1 : 0)).putShort((short) 0).putInt(keysym));
    }

    /** PointerEvent with the lowest seven buttons; an eighth and more only where the server has the extension. */
    static byte[] pointer(int x, int y, int buttons, boolean extended) {
        boolean large = extended && buttons > 0x7f;
        var message = message(large ? 7 : 6, 5)
                .put((byte) (large ? (buttons & 0x7f) | 0x80 : extended ? buttons : buttons & 0xff))
                .putShort((short) x)
                .putShort((short) y);
        if (large) {
            message.put((byte) (buttons >> 7));
        }
        return bytes(message);
    }

    /** ClientCutText in Latin-1. */
    static byte[] cutText(byte[] text) {
        return bytes(
                message(8 + text.length, 6).put(new byte[3]).putInt(text.length).put(text));
    }

    /** ClientCutText of the Extended Clipboard (rfbproto, section 7.5.6): a negative length says so. */
    static byte[] extendedCutText(int flags, byte[] data) {
        return bytes(message(12 + data.length, 6)
                .put(new byte[3])
                .putInt(-(4 + data.length))
                .putInt(flags)
                .put(data));
    }

    /** EnableContinuousUpdates (rfbproto, section 7.5.7). */
    static byte[] continuousUpdates(Area area) {
        return bytes(place(message(10, 150).put((byte) 1), area));
    }

    /** ClientFence (rfbproto, section 7.5.8). */
    static byte[] fence(int flags, byte[] payload) {
        return bytes(message(9 + payload.length, 248)
                .put(new byte[3])
                .putInt(flags)
                .put((byte) payload.length)
                .put(payload));
    }

    /** SetDesktopSize (rfbproto, section 7.5.10) with one monitor. */
    static byte[] desktopSize(int width, int height, int monitor, int flags) {
        return bytes(message(24, 251)
                .put((byte) 0)
                .putShort((short) width)
                .putShort((short) height)
                .put(new byte[] {1, 0})
                .putInt(monitor)
                .putInt(0)
                .putShort((short) width)
                .putShort((short) height)
                .putInt(flags));
    }

    private static ByteBuffer place(ByteBuffer message, Area area) {
        return message.putShort((short) area.x())
                .putShort((short) area.y())
                .putShort((short) area.width())
                .putShort((short) area.height());
    }

    private static ByteBuffer message(int length, int type) {
        return ByteBuffer.allocate(length).put((byte) type);
    }

    private static byte[] bytes(ByteBuffer message) {
        var bytes = new byte[message.capacity()];
        message.rewind().get(bytes);
        return bytes;
    }
}
