package org.deskferry.app.rfb;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A zlib stream (RFC 1950) that comes in portions, each of a known compressed length. What is taken out of it is what an encoding
 * asks for, so that a portion that would inflate to more costs nothing but is an error.
 */
final class ZlibStream {
    private static final int PIECE = 16 * 1024;
    /** Zlib with its options at its worst makes uncompressible data this much longer, or so. */
    private static final int SLACK = 64 * 1024;

    private final byte[] compressed = new byte[PIECE];
    private final byte[] one = new byte[1];
    private Inflater inflater = new Inflater();
    private long left;

    /** Forgets what came before. */
    void reset() {
        inflater.end();
        inflater = new Inflater();
    }

    /** Begins a portion that cannot sensibly be longer than {@code most} bytes, if not compressed. */
    void begin(long compressedLength, long most) throws IOException {
        if (compressedLength > most + most / 8 + SLACK) {
            throw new RfbException("announces " + compressedLength + " compressed bytes for " + most);
        }
        left = compressedLength;
    }

    int u8(Incoming in) throws IOException {
        read(in, one, 0, 1);
        return one[0] & 0xff;
    }

    void read(Incoming in, byte[] target, int offset, int count) throws IOException {
        for (int done = 0; done < count; ) {
            int batch = inflate(target, offset + done, count - done);
            if (batch == 0) {
                feed(in);
            }
            done += batch;
        }
    }

    /** Ends the portion, in which nothing may be left to take out. */
    void end(Incoming in) throws IOException {
        do {
            if (inflate(one, 0, 1) != 0) {
                throw new RfbException("sent more compressed pixels than the rectangle has");
            }
        } while (feedRest(in));
    }

    private void feed(Incoming in) throws IOException {
        if (!feedRest(in)) {
            throw new RfbException("sent fewer compressed pixels than the rectangle has");
        }
    }

    private boolean feedRest(Incoming in) throws IOException {
        if (!inflater.needsInput()) {
            // It has ended, or wants a dictionary.
            throw new RfbException("ended a compressed stream that goes on");
        }
        int batch = (int) Math.min(left, PIECE);
        in.read(compressed, 0, batch);
        inflater.setInput(compressed, 0, batch);
        left -= batch;
        return batch > 0;
    }

    private int inflate(byte[] target, int offset, int count) throws RfbException {
        try {
            return inflater.inflate(target, offset, count);
        } catch (DataFormatException e) {
            throw new RfbException("sent compressed pixels that are damaged");
        }
    }

    void close() {
        inflater.end();
    }
}
