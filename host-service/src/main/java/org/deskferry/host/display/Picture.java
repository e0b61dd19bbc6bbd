package org.deskferry.host.display;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The screen at one instant. */
public final class Picture {
    private static final Duration FRESH = Duration.ofMillis(500);

    private final Frame frame;
    private final Deadline stale = Deadline.in(FRESH);
    private final Map<Integer, byte[]> encoded = new ConcurrentHashMap<>();

    Picture(Frame frame) {
        this.frame = frame;
    }

    /** Width of the screen in pixels. */
    public int width() {
        return frame.width();
    }

    /** Height of the screen in pixels. */
    public int height() {
        return frame.height();
    }

    /**
     * A PNG file of the picture, made smaller where it is wider than {@code maxWidth} pixels; in its true size if that is not positive. Callers
     * leave the array as it is.
     */
    public byte[] png(int maxWidth) {
        int width = maxWidth <= 0 ? frame.width() : Math.min(maxWidth, frame.width());
        return encoded.computeIfAbsent(width, wanted -> Png.encode(Reduction.toWidth(frame, wanted)));
    }

    /** The colour of a pixel: red, green and blue in the low 24 bits. */
    public int colour(int x, int y) {
        return frame.pixels()[y * frame.width() + x] & 0xffffff;
    }

    boolean isFresh() {
        return !stale.passed();
    }
}
