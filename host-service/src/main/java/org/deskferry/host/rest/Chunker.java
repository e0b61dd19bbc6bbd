package org.deskferry.host.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;

/**
 * Cuts a stream of bytes into chunks where its content says so, so that two streams that are alike for a while have the same
 * chunks there, wherever it is. A chunk ends where the low bits of a hash that rolls over the last 64 bytes are all zero (gear
 * hash: Xia et al., "FastCDC", USENIX ATC 2016). To be closed; for one thread.
 */
final class Chunker extends OutputStream {
    static final int SMALLEST = 64 << 10;
    static final int LARGEST = 1 << 20;
    /** 18 bits, at the end that the oldest of the 64 bytes still reaches: 256 KiB a chunk beyond the smallest, on average. */
    private static final long MASK = ((1L << 18) - 1) << 46;

    private static final long[] GEAR = new Random(1).longs(256).toArray();

    private final Sink sink;
    private final byte[] chunk = new byte[LARGEST];
    private int length;
    private long hash;

    Chunker(Sink sink) {
        this.sink = sink;
    }

    /** Takes the chunks in order. */
    @FunctionalInterface
    interface Sink {
        /** Takes the first {@code length} bytes of {@code chunk}, which is used again. */
        void accept(byte[] chunk, int length) throws IOException;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        for (int i = offset; i < offset + count; i++) {
            chunk[length++] = bytes[i];
            hash = (hash << 1) + GEAR[bytes[i] & 0xff];
            if (length == LARGEST || (length >= SMALLEST && (hash & MASK) == 0)) {
                cut();
            }
        }
    }

    private void cut() throws IOException {
        sink.accept(chunk, length);
        length = 0;
        hash = 0;
    }

    @Override
    public void close() throws IOException {
        if (length > 0) {
            cut();
        }
    }
}
