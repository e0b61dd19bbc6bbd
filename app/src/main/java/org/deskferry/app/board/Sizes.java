package org.deskferry.app.board;

import java.util.List;
import org.deskferry.proto.v1.Geometry;

/** The display sizes that are offered. */
final class Sizes {
    static final List<Geometry> OFFERED =
            List.of(of(1280, 800), of(1366, 768), of(1600, 900), of(1920, 1080), of(2560, 1440), of(3840, 2160));

    private Sizes() {}

    static String words(Geometry size) {
        return size.getWidth() + " × " + size.getHeight();
    }

    private static Geometry of(int width, int height) {
        return Geometry.newBuilder().setWidth(width).setHeight(height).build();
    }
}
