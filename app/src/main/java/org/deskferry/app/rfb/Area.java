package org.deskferry.app.rfb;

/** A rectangle of a screen, in pixels from its upper left. */
public record Area(int x, int y, int width, int height) {
    static final Area NONE = new Area(0, 0, 0, 0);

    public boolean isEmpty() {
        return width == 0 || height == 0;
    }

    /** The smallest one that has both in it. */
    public Area and(Area other) {
        if (isEmpty()) {
            return other;
        }
        if (other.isEmpty()) {
            return this;
        }
        int left = Math.min(x, other.x);
        int top = Math.min(y, other.y);
        int right = Math.max(x + width, other.x + other.width);
        int bottom = Math.max(y + height, other.y + other.height);
        return new Area(left, top, right - left, bottom - top);
    }

    /** Whether it lies within a screen of this size. */
    boolean fits(int screenWidth, int screenHeight) {
        return x + width <= screenWidth && y + height <= screenHeight;
    }
}
