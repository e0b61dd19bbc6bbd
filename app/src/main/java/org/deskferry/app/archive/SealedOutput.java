package org.deskferry.app.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Cuts what is written into chunks and seals them. All are of one size but the last, which may be shorter. */
final class SealedOutput extends OutputStream {
    static final int CHUNK = 64 << 10;

    private final OutputStream file;
    private final Seal seal;
    private final byte[] chunk = new byte[CHUNK];
    private int length;
    private long number;

    SealedOutput(OutputStream file, Seal seal) {
        this.file = file;
        this.seal = seal;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        for (int done = 0; done < count; ) {
            // Not before there is more: the last one is sealed as such.
            if (length == CHUNK) {
                seal(false);
            }
            var fitting = Math.min(count - done, CHUNK - length);
            System.arraycopy(bytes, offset + done, chunk, length, fitting);
            length += fitting;
            done += fitting;
        }
    }

    private void seal(boolean last) throws IOException {
        file.write(seal.close(Arrays.copyOf(chunk, length), number++, last));
        length = 0;
    }

    /** Ends the body. Until then it has no last chunk, and is not one. */
    void finish() throws IOException {
        seal(true);
        file.flush();
    }
}
