package org.deskferry.app.rfb;

import java.io.IOException;

/** Tiles of 64 by 64 pixels with palettes and run lengths, in one zlib stream (RFC 6143, section 7.7.6). */
final class ZrleEncoding implements Encoding {
    private static final int TILE = 64;
    private static final int MOST_PALETTE = 127;
    private static final int RUNS = 128;

    private final ZlibStream zlib = new ZlibStream();
    private final byte[] raw = new byte[TILE * TILE * Colour.LENGTH];
    private final int[] palette = new int[MOST_PALETTE + 1];
    private final int[] tile = new int[TILE * TILE];

    @Override
    public void read(Incoming in, Area area, Canvas canvas) throws IOException {
        long length = in.u32();
        zlib.begin(length, (long) area.width() * area.height() * (Colour.LENGTH + 1));
        for (int y = 0; y < area.height(); y += TILE) {
            for (int x = 0; x < area.width(); x += TILE) {
                var part = new Area(
                        area.x() + x,
                        area.y() + y,
                        Math.min(TILE, area.width() - x),
                        Math.min(TILE, area.height() - y));
                readTile(in, part, canvas);
            }
        }
        zlib.end(in);
    }

    private void readTile(Incoming in, Area part, Canvas canvas) throws IOException {
        int kind = zlib.u8(in);
        int size = part.width() * part.height();
        if (kind == 0) {
            zlib.read(in, raw, 0, size * Colour.LENGTH);
            for (int i = 0; i < size; i++) {
                tile[i] = Colour.littleEndian(raw, i * Colour.LENGTH);
            }
        } else if (kind == 1) {
            readPalette(in, 1);
            canvas.fill(part, palette[0]);
            return;
        } else if (kind <= 16) {
            readPalette(in, kind);
            readPacked(in, part, kind);
        } else if (kind == RUNS) {
            readRuns(in, size);
        } else if (kind >= RUNS + 2) {
            readPalette(in, kind - RUNS);
            readPaletteRuns(in, size, kind - RUNS);
        } else {
            throw new RfbException("sent a tile of the unknown kind " + kind);
        }
        put(part, canvas);
    }

    private void put(Area part, Canvas canvas) {
        for (int row = 0; row < part.height(); row++) {
            System.arraycopy(
                    tile, row * part.width(), canvas.pixels(), canvas.at(part.x(), part.y() + row), part.width());
        }
    }

    private void readPalette(Incoming in, int count) throws IOException {
        zlib.read(in, raw, 0, count * Colour.LENGTH);
        for (int i = 0; i < count; i++) {
            palette[i] = Colour.littleEndian(raw, i * Colour.LENGTH);
        }
    }

    private void readPacked(Incoming in, Area part, int count) throws IOException {
        int bits = count == 2 ? 1 : count <= 4 ? 2 : 4;
        int rowBytes = (part.width() * bits + 7) / 8;
        for (int row = 0; row < part.height(); row++) {
            zlib.read(in, raw, 0, rowBytes);
            for (int x = 0; x < part.width(); x++) {
                int bit = x * bits;
                int index = (raw[bit / 8] >> (8 - bits - bit % 8)) & ((1 << bits) - 1);
                if (index >= count) {
                    throw new RfbException("sent a colour that is not on its palette");
                }
                tile[row * part.width() + x] = palette[index];
            }
        }
    }

    private void readRuns(Incoming in, int size) throws IOException {
        for (int at = 0; at < size; ) {
            zlib.read(in, raw, 0, Colour.LENGTH);
            at = run(at, runLength(in), size, Colour.littleEndian(raw, 0));
        }
    }

    private void readPaletteRuns(Incoming in, int size, int count) throws IOException {
        for (int at = 0; at < size; ) {
            int index = zlib.u8(in);
            int length = index < RUNS ? 1 : runLength(in);
            if (index % RUNS >= count) {
                throw new RfbException("sent a colour that is not on its palette");
            }
            at = run(at, length, size, palette[index % RUNS]);
        }
    }

    private int run(int at, int length, int size, int colour) throws RfbException {
        if (length > size - at) {
            throw new RfbException("sent a run that is longer than its tile");
        }
        for (int i = 0; i < length; i++) {
            tile[at + i] = colour;
        }
        return at + length;
    }

    private int runLength(Incoming in) throws IOException {
        int length = 1;
        int more;
        do {
            more = zlib.u8(in);
            length += more;
            if (length > TILE * TILE) {
                throw new RfbException("sent a run that is longer than its tile");
            }
        } while (more == 255);
        return length;
    }

    void close() {
        zlib.close();
    }
}
