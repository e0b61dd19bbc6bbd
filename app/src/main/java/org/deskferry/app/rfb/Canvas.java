package org.deskferry.app.rfb;

import java.util.Arrays;

/**
 * The pixels of the remote screen (RFC 6143, section 3): 0xAARRGGBB, rows from the top, always opaque. Only the thread that reads
 * from the server touches it.
 */
public final class Canvas {
    static final int OPAQUE = 0xff000000;
    /** Larger than any screen that a pod may have. */
    static final int MOST_WIDTH = 7680;

    static final int MOST_HEIGHT = 4320;

    private final int width;
    private final int height;
    private final int[] pixels;

    private Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        this.pixels = new int[width * height];
    }

    /** A black one. */
    static Canvas of(int width, int height) throws RfbException {
        if (width == 0 || height == 0 || width > MOST_WIDTH || height > MOST_HEIGHT) {
            throw new RfbException("says that its screen has " + width + "x" + height + " pixels");
        }
        var canvas = new Canvas(width, height);
        Arrays.fill(canvas.pixels, OPAQUE);
        return canvas;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Its pixels themselves, not a copy. */
    public int[] pixels() {
        return pixels;
    }

    int at(int x, int y) {
        return y * width + x;
    }

    void fill(Area area, int colour) {
        for (int row = 0; row < area.height(); row++) {
            int from = at(area.x(), area.y() + row);
            Arrays.fill(pixels, from, from + area.width(), colour);
        }
    }

    /** Moves what is at {@code fromX}, {@code fromY} to {@code area}; the two may overlap. */
    void copy(int fromX, int fromY, Area area) throws RfbException {
        if (!new Area(fromX, fromY, area.width(), area.height()).fits(width, height)) {
            throw new RfbException("copies from outside of its screen");
        }
        boolean upwards = fromY >= area.y();
        for (int i = 0; i < area.height(); i++) {
            int row = upwards ? i : area.height() - 1 - i;
            System.arraycopy(pixels, at(fromX, fromY + row), pixels, at(area.x(), area.y() + row), area.width());
        }
    }
}
