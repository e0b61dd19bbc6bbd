package org.deskferry.host.files;

import java.io.IOException;
import java.util.Arrays;

/** Puts the pieces of a file, holes left out, together to blocks; each is told once it is whole, its holes as zeros. */
final class BlockReader {
    private final long size;
    private final Blocks blocks;
    private final byte[] block;
    private long number = -1;

    /** Whom the blocks are told, in order. */
    @FunctionalInterface
    interface Blocks {
        /** {@code bytes} are used again afterwards. */
        void take(long block, byte[] bytes, int length) throws IOException;
    }

    /**
     * Of one file.
     *
     * @param size of the file
     * @param block room for one
     */
    BlockReader(long size, byte[] block, Blocks blocks) {
        this.size = size;
        this.block = block;
        this.blocks = blocks;
    }

    /** The next piece, which lies in one block. */
    void piece(long offset, byte[] bytes, int length) throws IOException {
        if (length == block.length) {
            end();
            // As nearly all of a large file are: it is not copied once more.
            blocks.take(offset / block.length, bytes, length);
            return;
        }
        if (offset / block.length != number) {
            end();
            number = offset / block.length;
            Arrays.fill(block, (byte) 0);
        }
        System.arraycopy(bytes, 0, block, (int) (offset % block.length), length);
    }

    /** After the last piece. */
    void end() throws IOException {
        if (number >= 0) {
            blocks.take(number, block, (int) Math.min(block.length, size - number * block.length));
            number = -1;
        }
    }
}
