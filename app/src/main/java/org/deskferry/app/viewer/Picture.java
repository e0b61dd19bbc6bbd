package org.deskferry.app.viewer;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.deskferry.app.rfb.Area;
import org.deskferry.app.rfb.Canvas;
import org.jspecify.annotations.Nullable;

/**
 * The remote screen as an image. A session paints it on its own thread, the window shows it on the FX thread; what is shown is always
 * the end of an update, and stays until there is something else, also beyond the end of a session.
 */
final class Picture {
    private final Executor window;
    private final ReadOnlyObjectWrapper<@Nullable Image> image = new ReadOnlyObjectWrapper<>();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicLong frames = new AtomicLong();
    private final Object lock = new Object();
    private int[] pixels = {};
    private int width;
    private int height;
    private Area changed = new Area(0, 0, 0, 0);
    private boolean fresh;
    private int times = 1;
    private int[] enlarged = {};

    /** On the FX thread only: shows {@link #enlarged} of the size that they had when it was made. */
    private @Nullable PixelBuffer<IntBuffer> shown;

    /** {@code window}: the FX thread. */
    Picture(Executor window) {
        this.window = window;
    }

    /** Null before the first update. */
    ReadOnlyObjectProperty<@Nullable Image> image() {
        return image.getReadOnlyProperty();
    }

    void paint(Canvas canvas, Area area) {
        synchronized (lock) {
            if (canvas.width() != width || canvas.height() != height) {
                width = canvas.width();
                height = canvas.height();
                pixels = canvas.pixels().clone();
                fresh = true;
            } else {
                copy(canvas.pixels(), area);
                changed = changed.and(area);
            }
        }
        showSoon();
    }

    /**
     * Makes a square of so many pixels on each side of each remote one. It is done here as not every way in which windows are drawn enlarges without a blur.
     */
    void enlarge(int wanted) {
        synchronized (lock) {
            if (wanted == times) {
                return;
            }
            times = wanted;
            fresh = true;
        }
        showSoon();
    }

    private void showSoon() {
        if (asked.compareAndSet(false, true)) {
            window.execute(this::show);
        }
    }

    private void copy(int[] from, Area area) {
        for (int row = 0; row < area.height(); row++) {
            int at = (area.y() + row) * width + area.x();
            System.arraycopy(from, at, pixels, at, area.width());
        }
    }

    private void show() {
        asked.set(false);
        synchronized (lock) {
            if (pixels.length == 0) {
                return;
            }
            frames.incrementAndGet();
            if (fresh || shown == null) {
                enlarged = times == 1 ? pixels : new int[pixels.length * times * times];
                enlarge(new Area(0, 0, width, height));
                shown = new PixelBuffer<>(
                        width * times, height * times, IntBuffer.wrap(enlarged), PixelFormat.getIntArgbPreInstance());
                image.set(new WritableImage(shown));
            } else if (!changed.isEmpty()) {
                enlarge(changed);
                var now = new Rectangle2D(
                        changed.x() * times, changed.y() * times, changed.width() * times, changed.height() * times);
                shown.updateBuffer(_ -> now);
            }
            fresh = false;
            changed = new Area(0, 0, 0, 0);
        }
    }

    private void enlarge(Area area) {
        if (times == 1) {
            return;
        }
        int line = width * times;
        for (int y = area.y(); y < area.y() + area.height(); y++) {
            int first = y * times * line + area.x() * times;
            for (int x = 0; x < area.width(); x++) {
                int at = first + x * times;
                Arrays.fill(enlarged, at, at + times, pixels[y * width + area.x() + x]);
            }
            for (int copy = 1; copy < times; copy++) {
                System.arraycopy(enlarged, first, enlarged, first + copy * line, area.width() * times);
            }
        }
    }

    /** How often the pixels of {@link #image} are enlarged; on the FX thread. */
    int times() {
        return shown == null ? 1 : shown.getWidth() / Math.max(1, width);
    }

    /** How many were shown; on any thread. */
    long frames() {
        return frames.get();
    }

    /** The pixel there, 0xAARRGGBB; on any thread. */
    int pixel(int x, int y) {
        synchronized (lock) {
            return x < width && y < height ? pixels[y * width + x] : 0;
        }
    }
}
