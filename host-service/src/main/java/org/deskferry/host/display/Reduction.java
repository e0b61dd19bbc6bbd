package org.deskferry.host.display;

import java.util.Arrays;

/** Makes a picture smaller: each new pixel is the mean of the area it stands for, so that thin lines fade but stay. */
final class Reduction {
    private static final int COLOURS = 3;

    private final Frame source;
    private final Frame target;
    private final Shares across;
    private final Shares down;

    private Reduction(Frame source, Frame target) {
        this.source = source;
        this.target = target;
        this.across = new Shares(source.width(), target.width());
        this.down = new Shares(source.height(), target.height());
    }

    /** {@code source} itself where it is not wider than {@code maxWidth}. */
    static Frame toWidth(Frame source, int maxWidth) {
        if (maxWidth >= source.width()) {
            return source;
        }
        int height = Math.max(1, Math.round((float) source.height() * maxWidth / source.width()));
        return new Reduction(source, new Frame(maxWidth, height)).run();
    }

    /** How each pixel of a line is shared out between one pixel of a shorter line and the one after it. */
    private static final class Shares {
        private final int[] index;
        private final float[] here;
        private final float[] next;

        Shares(int from, int to) {
            index = new int[from];
            here = new float[from];
            next = new float[from];
            double size = (double) to / from;
            for (int i = 0; i < from; i++) {
                index[i] = (int) ((long) i * to / from);
                here[i] = (float) Math.min(size, index[i] + 1 - i * size);
                next[i] = (float) size - here[i];
            }
        }
    }

    private Frame run() {
        // One pixel more than the row has, and one row more: they take up shares of nothing.
        var row = new float[COLOURS * (target.width() + 1)];
        var sums = new float[row.length * (target.height() + 1)];
        for (int y = 0; y < source.height(); y++) {
            Arrays.fill(row, 0);
            addUp(y, row);
            add(row, down.here[y], sums, down.index[y] * row.length);
            add(row, down.next[y], sums, (down.index[y] + 1) * row.length);
        }
        for (int y = 0; y < target.height(); y++) {
            for (int x = 0; x < target.width(); x++) {
                int at = y * row.length + x * COLOURS;
                target.pixels()[y * target.width() + x] =
                        Math.round(sums[at]) << 16 | Math.round(sums[at + 1]) << 8 | Math.round(sums[at + 2]);
            }
        }
        return target;
    }

    private void addUp(int y, float[] row) {
        var pixels = source.pixels();
        int begin = y * source.width();
        for (int x = 0; x < source.width(); x++) {
            int pixel = pixels[begin + x];
            int at = across.index[x] * COLOURS;
            for (int colour = 0; colour < COLOURS; colour++) {
                int value = (pixel >> (16 - 8 * colour)) & 255;
                row[at + colour] += value * across.here[x];
                row[at + COLOURS + colour] += value * across.next[x];
            }
        }
    }

    private static void add(float[] row, float share, float[] sums, int at) {
        if (share > 0) {
            for (int i = 0; i < row.length; i++) {
                sums[at + i] += row[i] * share;
            }
        }
    }
}
