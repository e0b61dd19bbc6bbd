package org.deskferry.app.rfb;

/** Pixels of three bytes, as the encodings pack them. */
final class Colour {
    /** Bytes of a packed pixel. */
    static final int LENGTH = 3;

    private Colour() {}

    /** Blue first: the CPIXEL of ZRLE (RFC 6143, section 7.7.5) in our pixel format, and the used bytes of a raw one. */
    static int littleEndian(byte[] bytes, int at) {
        return opaque(bytes[at + 2], bytes[at + 1], bytes[at]);
    }

    /** Red first: the TPIXEL of Tight (rfbproto, section 7.7.7). */
    static int bigEndian(byte[] bytes, int at) {
        return opaque(bytes[at], bytes[at + 1], bytes[at + 2]);
    }

    private static int opaque(byte red, byte green, byte blue) {
        return Canvas.OPAQUE | ((red & 0xff) << 16) | ((green & 0xff) << 8) | (blue & 0xff);
    }
}
