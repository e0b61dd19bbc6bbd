package org.deskferry.host.display;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes PNG files. Far quicker than javax.imageio for screens, which one filter suits, and the service needs no AWT.
 */
final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int BYTES = 3;
    private static final byte DIFFERENCE_TO_ROW_ABOVE = 2;

    private Png() {}

    static byte[] encode(Frame frame) {
        var png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        writeChunk(png, "IHDR", header(frame));
        writeChunk(png, "IDAT", compressed(frame));
        writeChunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static byte[] header(Frame frame) {
        // 8 bits a sample, true colour, the only compression and filter methods there are, not interlaced.
        return ByteBuffer.allocate(13)
                .putInt(frame.width())
                .putInt(frame.height())
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
    }

    private static byte[] compressed(Frame frame) {
        var result = new ByteArrayOutputStream();
        var row = new byte[1 + BYTES * frame.width()];
        var output = new byte[64 * 1024];
        row[0] = DIFFERENCE_TO_ROW_ABOVE;
        try (var deflater = new Deflater(Deflater.BEST_SPEED)) {
            for (int y = 0; y < frame.height(); y++) {
                fill(row, frame, y);
                deflater.setInput(row);
                drain(deflater, output, result);
            }
            deflater.finish();
            drain(deflater, output, result);
        }
        return result.toByteArray();
    }

    private static void fill(byte[] row, Frame frame, int y) {
        var pixels = frame.pixels();
        int begin = y * frame.width();
        for (int x = 0; x < frame.width(); x++) {
            int pixel = pixels[begin + x];
            int above = y == 0 ? 0 : pixels[begin + x - frame.width()];
            int at = 1 + BYTES * x;
            row[at] = (byte) ((pixel >> 16) - (above >> 16));
            row[at + 1] = (byte) ((pixel >> 8) - (above >> 8));
            row[at + 2] = (byte) (pixel - above);
        }
    }

    private static void drain(Deflater deflater, byte[] output, ByteArrayOutputStream result) {
        for (int count; (count = deflater.deflate(output)) > 0; ) {
            result.write(output, 0, count);
        }
    }

    private static void writeChunk(ByteArrayOutputStream png, String type, byte[] content) {
        var body = ByteBuffer.allocate(4 + content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
        var checksum = new CRC32();
        checksum.update(body);
        png.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        png.writeBytes(body);
        png.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }
}
