package org.deskferry.app.rfb;

/** Pixels of three bytes, as the encodings pack them. */
final class Colour {
    /** Bytes of a packed pixel. */
    static final int LENGTH = 3;

    private Colour() {}

    /** Blue first: the CPIXEL of ZRLE (RFC 6143, section 7.7.5) in our pixel format, and the used bytes of a raw one. */
    static int littleEndian(byte[] bytes, int at) {
        return Canvas.OPAQUE | (bytes[at + 2] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | bytes[at] & 0xff;
    }

    /** Red first: the TPIXEL of Tight (rfbproto, section 7.7.7). */
    static int bigEndian(byte[] bytes, int at) {
        return Canvas.OPAQUE | (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | bytes[at + 2] & 0xff;
    }
}
