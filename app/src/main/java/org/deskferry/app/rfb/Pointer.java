package org.deskferry.app.rfb;

import java.nio.IntBuffer;

/**
 * The shape of the pointer.
 *
 * @param hotX the pixel that points, from the left
 * @param hotY the same from the top
 * @param pixels rows of 0xAARRGGBB, premultiplied; none if the pointer is not to be seen
 */
public record Pointer(int width, int height, int hotX, int hotY, IntBuffer pixels) {
    /** Wider or higher ones are out of bounds. */
    static final int MOST = 512;

    public boolean isInvisible() {
        return pixels.capacity() == 0;
    }
}
