package org.deskferry.app.rfb;

import java.io.IOException;

/**
 * Rectangles that are filled, or compressed in one of four zlib streams, with palettes (rfbproto, section 7.7.7). Not JPEG, which no
 * server may send who was asked for no quality.
 */
final class TightEncoding implements Encoding {
    private static final int STREAMS = 4;
    private static final int FILL = 8;
    private static final int COPY = 0;
    private static final int PALETTE = 1;
    private static final int GRADIENT = 2;
    private static final int EXPLICIT_FILTER = 4;
    /** What is shorter is not compressed. */
    private static final int SHORTEST_COMPRESSED = 12;

    private final ZlibStream[] streams = {new ZlibStream(), new ZlibStream(), new ZlibStream(), new ZlibStream()};
    private final int[] palette = new int[256];
    private byte[] row = new byte[0];
    private byte[] above = new byte[0];

    @Override
    public void read(Incoming in, Area area, Canvas canvas) throws IOException {
        int control = in.u8();
        for (int i = 0; i < STREAMS; i++) {
            if (((control >> i) & 1) != 0) {
                streams[i].reset();
            }
        }
        int kind = control >> 4;
        if (kind == FILL) {
            canvas.fill(area, Colour.bigEndian(in.bytes(Colour.LENGTH), 0));
        } else if (kind < FILL) {
            readBasic(in, streams[kind % STREAMS], (kind & EXPLICIT_FILTER) == 0 ? COPY : in.u8(), area, canvas);
        } else {
            throw new RfbException("sent pixels in a way it was not asked for");
        }
    }

    private void readBasic(Incoming in, ZlibStream zlib, int filter, Area area, Canvas canvas) throws IOException {
        int colours = filter == PALETTE ? readPalette(in) : 0;
        if (filter > GRADIENT) {
            throw new RfbException("sent pixels with the unknown filter " + filter);
        }
        int rowLength =
                filter == PALETTE ? colours == 2 ? (area.width() + 7) / 8 : area.width() : area.width() * Colour.LENGTH;
        row = roomy(row, rowLength);
        var source = source(in, zlib, (long) rowLength * area.height());
        if (filter == GRADIENT) {
            above = new byte[rowLength];
        }
        for (int y = 0; y < area.height(); y++) {
            source.read(row, rowLength);
            if (filter == GRADIENT) {
                undoGradient(rowLength);
            }
            int to = canvas.at(area.x(), area.y() + y);
            if (filter == PALETTE) {
                paintIndices(canvas.pixels(), to, area.width(), colours);
            } else {
                for (int x = 0; x < area.width(); x++) {
                    canvas.pixels()[to + x] = Colour.bigEndian(row, x * Colour.LENGTH);
                }
            }
        }
        source.end();
    }

    private int readPalette(Incoming in) throws IOException {
        int count = in.u8() + 1;
        if (count < 2) {
            throw new RfbException("sent a palette of one colour");
        }
        var bytes = in.bytes(count * Colour.LENGTH);
        for (int i = 0; i < count; i++) {
            palette[i] = Colour.bigEndian(bytes, i * Colour.LENGTH);
        }
        return count;
    }

    private void paintIndices(int[] pixels, int to, int width, int colours) throws RfbException {
        for (int x = 0; x < width; x++) {
            int index = colours == 2 ? (row[x / 8] >> (7 - x % 8)) & 1 : row[x] & 0xff;
            if (index >= colours) {
                throw new RfbException("sent a colour that is not on its palette");
            }
            pixels[to + x] = palette[index];
        }
    }

    /** Each value was sent as what it differs from what those to the left, above and between let expect. */
    private void undoGradient(int length) {
        for (int i = 0; i < length; i++) {
            int left = i < Colour.LENGTH ? 0 : row[i - Colour.LENGTH] & 0xff;
            int corner = i < Colour.LENGTH ? 0 : above[i - Colour.LENGTH] & 0xff;
            row[i] += (byte) Math.clamp(left + (above[i] & 0xff) - corner, 0, 255);
        }
        System.arraycopy(row, 0, above, 0, length);
    }

    private static byte[] roomy(byte[] known, int length) {
        return known.length < length ? new byte[length] : known;
    }

    /** Where the rows of a rectangle come from. */
    private interface Source {
        void read(byte[] target, int count) throws IOException;

        void end() throws IOException;
    }

    private static Source source(Incoming in, ZlibStream zlib, long length) throws IOException {
        if (length < SHORTEST_COMPRESSED) {
            return new Source() {
                @Override
                public void read(byte[] target, int count) throws IOException {
                    in.read(target, 0, count);
                }

                @Override
                public void end() {}
            };
        }
        zlib.begin(compactLength(in), length);
        return new Source() {
            @Override
            public void read(byte[] target, int count) throws IOException {
                zlib.read(in, target, 0, count);
            }

            @Override
            public void end() throws IOException {
                zlib.end(in);
            }
        };
    }

    private static int compactLength(Incoming in) throws IOException {
        int first = in.u8();
        if (first < 128) {
            return first;
        }
        int second = in.u8();
        int low = (first & 0x7f) | ((second & 0x7f) << 7);
        return second < 128 ? low : low | (in.u8() << 14);
    }

    void close() {
        for (var stream : streams) {
            stream.close();
        }
    }
}
