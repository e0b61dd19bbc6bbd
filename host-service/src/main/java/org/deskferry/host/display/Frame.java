package org.deskferry.host.display;

/** Pixels: red, green and blue in the low 24 bits of a word each, rows from the top. The other bits mean nothing. */
final class Frame {
    private final int width;
    private final int height;
    private final int[] pixels;

    Frame(int width, int height) {
        this.width = width;
        this.height = height;
        this.pixels = new int[width * height];
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int[] pixels() {
        return pixels;
    }
}
