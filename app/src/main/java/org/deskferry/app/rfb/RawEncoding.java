package org.deskferry.app.rfb;

import java.io.IOException;

/** Pixels as they are (RFC 6143, section 7.7.1), in the format of {@link Requests#pixelFormat}. */
final class RawEncoding implements Encoding {
    private static final int PIXEL = 4;

    private byte[] row = new byte[0];

    @Override
    public void read(Incoming in, Area area, Canvas canvas) throws IOException {
        int length = area.width() * PIXEL;
        if (row.length < length) {
            row = new byte[length];
        }
        for (int y = 0; y < area.height(); y++) {
            in.read(row, 0, length);
            int to = canvas.at(area.x(), area.y() + y);
            for (int at = 0; at < length; at += PIXEL) {
                canvas.pixels()[to++] = Colour.littleEndian(row, at);
            }
        }
    }
}
