package org.deskferry.host.files;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.deskferry.host.linux.FileStatus;
import org.deskferry.host.linux.NativeBuffer;
import org.deskferry.host.linux.OpenFile;

/**
 * Reads the content of files in pieces, holes left out. A file that is written meanwhile is read as it happens to be, up
 * to the size it had: a later round corrects that.
 */
final class ContentReader implements AutoCloseable {
    static final int PIECE = 512 * 1024;

    private final NativeBuffer buffer = NativeBuffer.of(PIECE);
    private final byte[] scratch = new byte[PIECE];
    private final byte[] block = new byte[PIECE];
    private final ContentHash hash = new ContentHash();
    private long nanos;

    /** What {@link #send} would return, without sending. */
    ByteString hash(OpenFile file, FileStatus status) throws IOException {
        hash.reset();
        forEachPiece(file, status, (offset, length) -> {
            buffer.bytes().get(0, scratch, 0, length);
            hash.beginPiece(offset);
            hash.bytes(scratch, length);
        });
        return hash.value();
    }

    /** Sends the content after the file's entry and returns its hash. */
    ByteString send(OpenFile file, FileStatus status, Outbox outbox) throws IOException {
        return send(file, status, outbox, Optional.empty());
    }

    /** As {@link #send(OpenFile, FileStatus, Outbox)}, and notes what was sent block by block. */
    ByteString send(OpenFile file, FileStatus status, Outbox outbox, Optional<BlockHashes> hashes) throws IOException {
        hash.reset();
        var last = new HeldPiece(outbox, hash);
        var blocks = hashes.map(known -> new BlockReader(status.size(), block, known::note));
        forEachPiece(file, status, (offset, length) -> {
            var bytes = new byte[length];
            buffer.bytes().get(0, bytes, 0, length);
            last.send(offset, bytes);
            if (blocks.isPresent()) {
                blocks.get().piece(offset, bytes, length);
            }
        });
        if (blocks.isPresent()) {
            blocks.get().end();
        }
        return last.end();
    }

    /**
     * Sends those blocks that are not as noted, a new hole as zeros, and notes them.
     *
     * @param begin sends the file's entry; called before the first of them
     * @return whether there were any
     */
    boolean sendChanges(OpenFile file, FileStatus status, BlockHashes hashes, Outbox outbox, Begin begin)
            throws IOException {
        hash.reset();
        var changes = new BlockChanges(status.size(), hashes, new HeldPiece(outbox, hash), begin);
        var blocks = new BlockReader(status.size(), block, changes);
        forEachPiece(file, status, (offset, length) -> {
            buffer.bytes().get(0, scratch, 0, length);
            blocks.piece(offset, scratch, length);
        });
        blocks.end();
        return changes.end();
    }

    /** Sends a file's entry. */
    @FunctionalInterface
    interface Begin {
        void entry() throws IOException;
    }

    /** How long all reading has taken so far, with what was done with what was read. */
    Duration time() {
        return Duration.ofNanos(nanos);
    }

    private void forEachPiece(OpenFile file, FileStatus status, Piece piece) throws IOException {
        var begin = System.nanoTime();
        try {
            readPieces(file, status, piece);
        } finally {
            nanos += System.nanoTime() - begin;
        }
    }

    /** None lies in two blocks. */
    private void readPieces(OpenFile file, FileStatus status, Piece piece) throws IOException {
        var size = status.size();
        var whole = size <= PIECE && status.blocks() * 512 >= size;
        var offset = whole ? 0 : file.nextData(0, size);
        while (offset < size) {
            var end = whole ? size : file.nextHole(offset, size);
            while (offset < end) {
                var wanted = (int) Math.min(end - offset, PIECE - offset % PIECE);
                var length = file.read(buffer, wanted, offset);
                if (length > 0) {
                    piece.take(offset, length);
                }
                if (length < wanted) {
                    return;
                }
                offset += length;
            }
            offset = whole ? size : file.nextData(end, size);
        }
    }

    @FunctionalInterface
    private interface Piece {
        void take(long offset, int length) throws IOException;
    }

    @Override
    public void close() {
        buffer.close();
    }
}
