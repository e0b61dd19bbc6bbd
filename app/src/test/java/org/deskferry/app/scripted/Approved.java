package org.deskferry.app.scripted;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Pictures that a person has looked at and found right, each kept as the brightness of a grid of blocks: coarse enough that times that pass, carets and the edges
 * of letters make no difference, and fine enough that a part that is missing, moved or of another colour does. With the system property
 * {@code screens.approve} what is seen is approved, in place of being compared.
 */
final class Approved {
    private static final Path FOLDER = Path.of("src/test/resources/approved");
    private static final boolean APPROVES = Boolean.getBoolean("screens.approve");
    private static final int COLUMNS = 96;
    /** Of 255: what the brightness of a block may differ by. */
    private static final int TOLERANCE = 16;
    /** Of a thousand blocks, those that may differ by more. */
    private static final int TOLERATED = 6;

    private Approved() {}

    /** Whether whatever is seen is right. */
    static boolean isApproving() {
        return APPROVES;
    }

    /** Says what is wrong with a picture, if anything is. */
    static Optional<String> complaint(BufferedImage picture, String name) {
        var file = FOLDER.resolve(name + ".png");
        var seen = blocks(picture);
        try {
            if (APPROVES) {
                Files.createDirectories(FOLDER);
                ImageIO.write(seen, "png", file.toFile());
                return Optional.empty();
            } else if (!Files.exists(file)) {
                return Optional.of(name + ": nobody has approved it yet");
            }
            return differences(seen, ImageIO.read(file.toFile()), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #complaint}, of a picture that was approved just now. */
    static Optional<String> differences(BufferedImage seen, BufferedImage approved) {
        return differences(blocks(seen), blocks(approved), "it");
    }

    private static Optional<String> differences(BufferedImage seen, BufferedImage approved, String name) {
        if (seen.getWidth() != approved.getWidth() || seen.getHeight() != approved.getHeight()) {
            return Optional.of(name + ": it has another shape");
        }
        int different = 0;
        int left = seen.getWidth();
        int top = seen.getHeight();
        int right = 0;
        int bottom = 0;
        for (int y = 0; y < seen.getHeight(); y++) {
            for (int x = 0; x < seen.getWidth(); x++) {
                if (Math.abs(brightness(seen, x, y) - brightness(approved, x, y)) > TOLERANCE) {
                    different++;
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = Math.max(bottom, y);
                }
            }
        }
        int blocks = seen.getWidth() * seen.getHeight();
        return different * 1000 <= TOLERATED * blocks
                ? Optional.empty()
                : Optional.of(
                        "%s: %d of %d blocks differ, within %d%% to %d%% of the width and %d%% to %d%% of the height"
                                .formatted(
                                        name,
                                        different,
                                        blocks,
                                        100 * left / seen.getWidth(),
                                        100 * (right + 1) / seen.getWidth(),
                                        100 * top / seen.getHeight(),
                                        100 * (bottom + 1) / seen.getHeight()));
    }

    private static int brightness(BufferedImage blocks, int x, int y) {
        return blocks.getRaster().getSample(x, y, 0);
    }

    /** The mean brightness of each block. */
    private static BufferedImage blocks(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int rows = Math.max(1, COLUMNS * height / width);
        var blocks = new BufferedImage(COLUMNS, rows, BufferedImage.TYPE_BYTE_GRAY);
        var pixels = picture.getRGB(0, 0, width, height, new int[width * height], 0, width);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                blocks.getRaster()
                        .setSample(
                                column,
                                row,
                                0,
                                mean(
                                        pixels,
                                        width,
                                        column * width / COLUMNS,
                                        (column + 1) * width / COLUMNS,
                                        row * height / rows,
                                        (row + 1) * height / rows));
            }
        }
        return blocks;
    }

    private static int mean(int[] pixels, int width, int left, int right, int top, int bottom) {
        long sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                int colour = pixels[y * width + x];
                sum += 299L * (colour >> 16 & 0xff) + 587L * (colour >> 8 & 0xff) + 114L * (colour & 0xff);
            }
        }
        return Math.toIntExact(sum / 1000 / ((long) (right - left) * (bottom - top)));
    }
}
