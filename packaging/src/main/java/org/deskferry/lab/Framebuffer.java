package org.deskferry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a display shows at this instant: the memory of one that Xvfb keeps in a file (-fbdir), in the form of xwd. */
final class Framebuffer {
    private static final int HEADER_SIZE = 0;
    private static final int HEIGHT = 5 * Integer.BYTES;
    private static final int BYTES_PER_ROW = 12 * Integer.BYTES;
    private static final int COLOURS = 19 * Integer.BYTES;
    private static final int COLOUR = 12;

    private final MemorySegment pixels;
    private final long bytesPerRow;

    private Framebuffer(MemorySegment pixels, long bytesPerRow) {
        this.pixels = pixels;
        this.bytesPerRow = bytesPerRow;
    }

    static Framebuffer of(Path file) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
            var header = all.asByteBuffer();
            long start = header.getInt(HEADER_SIZE) + (long) header.getInt(COLOURS) * COLOUR;
            long row = header.getInt(BYTES_PER_ROW);
            return new Framebuffer(all.asSlice(start, row * header.getInt(HEIGHT)), row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Some of its rows as they are now. */
    Rows rows(int first, int count) {
        var live = pixels.asSlice(first * bytesPerRow, count * bytesPerRow);
        return new Rows(live, MemorySegment.ofArray(live.toArray(ValueLayout.JAVA_BYTE)));
    }

    /** Rows as they were once. */
    record Rows(MemorySegment live, MemorySegment before) {
        boolean haveChanged() {
            return live.mismatch(before) >= 0;
        }
    }
}
