package org.deskferry.app.rfb;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** What the server sends, as the numbers of RFB: big-endian (RFC 6143, section 7). One thread reads. */
final class Incoming {
    private static final int BUFFER = 64 * 1024;

    private final InputStream stream;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;

    Incoming(InputStream stream) {
        this.stream = stream;
    }

    int u8() throws IOException {
        if (position == limit) {
            fill();
        }
        return buffer[position++] & 0xff;
    }

    int u16() throws IOException {
        return (u8() << 8) | u8();
    }

    int s32() throws IOException {
        return (u16() << 16) | u16();
    }

    long u32() throws IOException {
        return Integer.toUnsignedLong(s32());
    }

    /** Fills {@code count} bytes of {@code target} from {@code offset} on. */
    void read(byte[] target, int offset, int count) throws IOException {
        for (int done = 0; done < count; ) {
            if (position == limit) {
                fill();
            }
            int batch = Math.min(count - done, limit - position);
            System.arraycopy(buffer, position, target, offset + done, batch);
            position += batch;
            done += batch;
        }
    }

    /** {@code count} bytes; whoever asks has bounded it. */
    byte[] bytes(int count) throws IOException {
        var bytes = new byte[count];
        read(bytes, 0, count);
        return bytes;
    }

    void skip(long count) throws IOException {
        for (long left = count; left > 0; ) {
            if (position == limit) {
                fill();
            }
            int batch = (int) Math.min(left, limit - position);
            position += batch;
            left -= batch;
        }
    }

    private void fill() throws IOException {
        int count = stream.read(buffer, 0, buffer.length);
        if (count <= 0) {
            throw new EOFException("it hung up");
        }
        position = 0;
        limit = count;
    }
}
