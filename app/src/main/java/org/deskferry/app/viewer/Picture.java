package org.deskferry.app.viewer;

import java.nio.IntBuffer;
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

    /** On the FX thread only: shows {@link #pixels} of the size that they had when it was made. */
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
        frames.incrementAndGet();
        synchronized (lock) {
            if (fresh || shown == null) {
                fresh = false;
                changed = new Area(0, 0, 0, 0);
                shown = new PixelBuffer<>(width, height, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
                image.set(new WritableImage(shown));
            } else if (!changed.isEmpty()) {
                var now = new Rectangle2D(changed.x(), changed.y(), changed.width(), changed.height());
                changed = new Area(0, 0, 0, 0);
                shown.updateBuffer(_ -> now);
            }
        }
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
