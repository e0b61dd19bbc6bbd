package org.deskferry.host.files;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
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
    private final ContentHash hash = new ContentHash();

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
        hash.reset();
        var last = new HeldPiece(outbox);
        forEachPiece(file, status, (offset, length) -> {
            var bytes = new byte[length];
            buffer.bytes().get(0, bytes, 0, length);
            hash.beginPiece(offset);
            hash.bytes(bytes, length);
            last.replace(offset, UnsafeByteOperations.unsafeWrap(bytes));
        });
        var value = hash.value();
        outbox.lastData(last.offset, last.bytes, value);
        return value;
    }

    private void forEachPiece(OpenFile file, FileStatus status, Piece piece) throws IOException {
        var size = status.size();
        var whole = size <= PIECE && status.blocks() * 512 >= size;
        var offset = whole ? 0 : file.nextData(0, size);
        while (offset < size) {
            var end = whole ? size : file.nextHole(offset, size);
            while (offset < end) {
                var wanted = (int) Math.min(end - offset, PIECE);
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

    /** Keeps a piece back until it is known whether it is the last. */
    private static final class HeldPiece {
        private final Outbox outbox;
        private long offset;
        private ByteString bytes = ByteString.EMPTY;

        private HeldPiece(Outbox outbox) {
            this.outbox = outbox;
        }

        private void replace(long nextOffset, ByteString nextBytes) throws IOException {
            if (!bytes.isEmpty()) {
                outbox.data(offset, bytes);
            }
            offset = nextOffset;
            bytes = nextBytes;
        }
    }

    @Override
    public void close() {
        buffer.close();
    }
}
