package org.deskferry.app.rfb;

import java.io.IOException;
import java.nio.IntBuffer;

/** Reads pointers as servers send them. */
final class PointerReader {
    private static final int PIXEL = 4;

    private PointerReader() {}

    /** The Cursor pseudo-encoding (RFC 6143, section 7.8.1): pixels, then a mask of those to be seen. */
    static Pointer masked(Incoming in, Area shape) throws IOException {
        requireSensible(shape);
        var colours = in.bytes(shape.width() * shape.height() * PIXEL);
        int rowBytes = (shape.width() + 7) / 8;
        var mask = in.bytes(rowBytes * shape.height());
        var pixels = new int[shape.width() * shape.height()];
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                int at = y * shape.width() + x;
                boolean seen = ((mask[y * rowBytes + x / 8] >> (7 - x % 8)) & 1) != 0;
                pixels[at] = seen ? Colour.littleEndian(colours, at * PIXEL) : 0;
            }
        }
        return pointer(shape, pixels);
    }

    /** The Cursor With Alpha pseudo-encoding (rfbproto, section 7.8.13): red, green, blue and alpha, premultiplied. */
    static Pointer translucent(Incoming in, Area shape) throws IOException {
        requireSensible(shape);
        if (in.s32() != Codes.RAW) {
            throw new RfbException("sent a pointer in a way it was not asked for");
        }
        var bytes = in.bytes(shape.width() * shape.height() * PIXEL);
        var pixels = new int[shape.width() * shape.height()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = ((bytes[i * PIXEL + 3] & 0xff) << 24) | (Colour.bigEndian(bytes, i * PIXEL) & ~Canvas.OPAQUE);
        }
        return pointer(shape, pixels);
    }

    private static void requireSensible(Area shape) throws RfbException {
        if (shape.width() > Pointer.MOST || shape.height() > Pointer.MOST) {
            throw new RfbException("sent a pointer of " + shape.width() + "x" + shape.height() + " pixels");
        }
    }

    private static Pointer pointer(Area shape, int[] pixels) {
        return new Pointer(
                shape.width(),
                shape.height(),
                Math.clamp(shape.x(), 0, Math.max(0, shape.width() - 1)),
                Math.clamp(shape.y(), 0, Math.max(0, shape.height() - 1)),
                IntBuffer.wrap(pixels));
    }
}
