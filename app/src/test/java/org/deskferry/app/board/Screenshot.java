package org.deskferry.app.board;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.robot.Robot;
import javafx.stage.Window;
import javax.imageio.ImageIO;
import org.testfx.util.WaitForAsyncUtils;

/** What the display really shows of a window, popups included, as a PNG below target/screens. */
final class Screenshot {
    private static final Path FOLDER = Path.of("target", "screens");

    private Screenshot() {}

    static void take(Window window, String name) {
        write(window, FOLDER.resolve(name + ".png"));
    }

    static void write(Window window, Path file) {
        var picture = WaitForAsyncUtils.waitForAsyncFx(
                20_000,
                () -> new Robot()
                        .getScreenCapture(
                                null,
                                new Rectangle2D(window.getX(), window.getY(), window.getWidth(), window.getHeight()),
                                false));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            ImageIO.write(buffered(picture), "png", file.toFile());
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
