package org.deskferry.app.tray;

import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.Position;

/** A picture: its rows from the top, four bytes a pixel, alpha, red, green and blue. */
public final class Pixmap extends Struct {
    @Position(0)
    private final int width;

    @Position(1)
    private final int height;

    @Position(2)
    private final byte[] pixels;

    /** In pixels, more than 0; {@code argb} has as many. */
    public Pixmap(int width, int height, byte[] argb) {
        this.width = width;
        this.height = height;
        this.pixels = argb.clone();
    }

    public int getWidth() {
        return width;
    }

    public int getHeight() {
        return height;
    }

    public byte[] getPixels() {
        return pixels.clone();
    }
}
