package org.deskferry.app.scripted;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.robot.Robot;
import javafx.stage.Window;
import javax.imageio.ImageIO;
import org.testfx.util.WaitForAsyncUtils;

/** What the display really shows of a window, popups included, as a PNG below target/screens. */
public final class Screenshot {
    private static final Path FOLDER = Path.of("target", "screens");

    private static final int ATTEMPTS = 12;
    private static final int PAUSE_MILLIS = 500;

    private Screenshot() {}

    public static void take(Window window, String name) {
        write(window, FOLDER.resolve(name + ".png"));
    }

    /** Of a part of the display, whatever is there. */
    public static void take(Rectangle2D area, String name) {
        write(capture(area), FOLDER.resolve(name + ".png"));
    }

    public static void write(Window window, Path file) {
        write(capture(window), file);
    }

    private static Image capture(Window window) {
        return capture(new Rectangle2D(window.getX(), window.getY(), window.getWidth(), window.getHeight()));
    }

    public static Image capture(Rectangle2D area) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, () -> new Robot().getScreenCapture(null, area, false));
    }

    /** As {@link #take}, but the file is written while the test goes on: large ones take a second each. */
    public static Future<?> takeMeanwhile(Window window, String name, ExecutorService writer) {
        var picture = capture(window);
        return writer.submit(() -> write(picture, FOLDER.resolve(name + ".png")));
    }

    /**
     * As {@link #take}, and says how it differs from the picture that was approved under this name, if it does. What is still on its way to the window is
     * waited for.
     */
    public static Optional<String> compare(Window window, String name) {
        if (Approved.isApproving()) {
            // Then there is nothing to wait for but time.
            WaitForAsyncUtils.sleep(3L * PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
        var picture = buffered(capture(window));
        var complaint = Approved.complaint(picture, name);
        for (int attempt = 0; attempt < ATTEMPTS && complaint.isPresent(); attempt++) {
            WaitForAsyncUtils.sleep(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            picture = buffered(capture(window));
            complaint = Approved.complaint(picture, name);
        }
        write(picture, FOLDER.resolve(name + ".png"));
        return complaint;
    }

    private static void write(Image picture, Path file) {
        write(buffered(picture), file);
    }

    private static void write(BufferedImage picture, Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            ImageIO.write(picture, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage buffered(Image image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        var pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        var buffered = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        buffered.setRGB(0, 0, width, height, pixels, 0, width);
        return buffered;
    }
}
