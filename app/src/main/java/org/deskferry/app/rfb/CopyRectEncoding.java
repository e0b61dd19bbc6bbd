package org.deskferry.app.rfb;

import java.io.IOException;

/** Pixels that are on the screen already, elsewhere (RFC 6143, section 7.7.2). */
final class CopyRectEncoding implements Encoding {
    @Override
    public void read(Incoming in, Area area, Canvas canvas) throws IOException {
        int x = in.u16();
        int y = in.u16();
        canvas.copy(x, y, area);
    }
}
