package org.deskferry.host.files;

import java.io.IOException;
import java.util.Arrays;

/** Sends the blocks of a file that are not as the destination has them. */
final class BlockChanges implements BlockReader.Blocks {
    private final long size;
    private final BlockHashes known;
    private final HeldPiece pieces;
    private final ContentReader.Begin begin;
    private long next;
    private boolean begun;

    BlockChanges(long size, BlockHashes known, HeldPiece pieces, ContentReader.Begin begin) {
        this.size = size;
        this.known = known;
        this.pieces = pieces;
        this.begin = begin;
    }

    @Override
    public void take(long block, byte[] bytes, int length) throws IOException {
        sendHoles(block);
        if (known.note(block, bytes, length)) {
            send(block, Arrays.copyOf(bytes, length));
        }
        next = block + 1;
    }

    /** Where there was something and is nothing now. */
    private void sendHoles(long end) throws IOException {
        for (var block = known.next(next, end); block < end; block = known.next(block + 1, end)) {
            known.forget(block);
            send(block, new byte[length(block)]);
        }
    }

    private void send(long block, byte[] bytes) throws IOException {
        if (!begun) {
            begin.entry();
            begun = true;
        }
        pieces.send(block * BlockHashes.BLOCK, bytes);
    }

    private int length(long block) {
        return (int) Math.min(BlockHashes.BLOCK, size - block * BlockHashes.BLOCK);
    }

    /** After the last block; returns whether any was sent. */
    boolean end() throws IOException {
        var blocks = (size + BlockHashes.BLOCK - 1) / BlockHashes.BLOCK;
        sendHoles(blocks);
        known.cut(blocks);
        if (begun) {
            pieces.end();
        }
        return begun;
    }
}
