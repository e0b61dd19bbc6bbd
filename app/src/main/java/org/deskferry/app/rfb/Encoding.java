package org.deskferry.app.rfb;

import java.io.IOException;

/** A way in which the pixels of a rectangle are sent (RFC 6143, section 7.7). It may remember what was sent before. */
interface Encoding {
    /** Reads a rectangle and paints it; the area is within the canvas. */
    void read(Incoming in, Area area, Canvas canvas) throws IOException;
}
