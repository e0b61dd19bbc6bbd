package org.deskferry.app.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Opens the chunks of an archive's body, one in memory at a time. Nothing is given out of a chunk whose seal is not right. */
final class SealedInput extends InputStream {
    private final InputStream file;
    private final Seal seal;
    private final byte[] ahead = new byte[1];
    private byte[] chunk = new byte[0];
    private int at;
    private int known;
    private long number;
    private boolean lastOpened;

    SealedInput(InputStream file, Seal seal) {
        this.file = file;
        this.seal = seal;
    }

    /** The seal of a chunk is not right. */
    static final class BrokenException extends IOException {
        private static final long serialVersionUID = 1;

        private final boolean first;

        BrokenException(boolean first) {
            super("a seal is broken");
            this.first = first;
        }

        /** Whether it is the first one, as it is with a wrong passphrase. */
        boolean isFirst() {
            return first;
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        while (at == chunk.length) {
            if (lastOpened) {
                return -1;
            }
            openNext();
        }
        var some = Math.min(count, chunk.length - at);
        System.arraycopy(chunk, at, bytes, offset, some);
        at += some;
        return some;
    }

    /** A chunk is the last if nothing follows it. */
    private void openNext() throws IOException {
        var full = SealedOutput.CHUNK + seal.overhead();
        var closed = new byte[full];
        System.arraycopy(ahead, 0, closed, 0, known);
        var length = known + file.readNBytes(closed, known, full - known);
        known = length == full ? file.readNBytes(ahead, 0, 1) : 0;
        lastOpened = known == 0;
        chunk = seal.open(Arrays.copyOf(closed, length), number, lastOpened)
                .orElseThrow(() -> new BrokenException(number == 0));
        at = 0;
        number++;
    }
}
