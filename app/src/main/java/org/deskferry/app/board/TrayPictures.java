package org.deskferry.app.board;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.image.Image;
import org.deskferry.app.tray.Pixmap;

/** The app's icon as trays want it, in the sizes that panels usually have. */
final class TrayPictures {
    private static final int[] SIZES = {22, 24, 32, 48};

    private TrayPictures() {}

    static List<Pixmap> all() {
        return IntStream.of(SIZES).mapToObj(TrayPictures::of).toList();
    }

    private static Pixmap of(int size) {
        var picture = new Image(BoardWindow.icon(), size, size, true, true);
        int width = (int) picture.getWidth();
        int height = (int) picture.getHeight();
        var pixels = ByteBuffer.allocate(width * height * Integer.BYTES);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels.putInt(picture.getPixelReader().getArgb(x, y));
            }
        }
        return new Pixmap(width, height, pixels.array());
    }
}
