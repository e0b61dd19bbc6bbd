package org.deskferry.host.files;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;

/** Sends pieces of a file, each once it is known that it is not the last: with that goes the hash of all. */
final class HeldPiece {
    private final Outbox outbox;
    private final ContentHash hash;
    private long offset;
    private ByteString bytes = ByteString.EMPTY;

    /** {@code hash} is that of no piece. */
    HeldPiece(Outbox outbox, ContentHash hash) {
        this.outbox = outbox;
        this.hash = hash;
    }

    /** {@code next} is not to be changed any more. */
    void send(long nextOffset, byte[] next) throws IOException {
        hash.beginPiece(nextOffset);
        hash.bytes(next, next.length);
        if (!bytes.isEmpty()) {
            outbox.data(offset, bytes);
        }
        offset = nextOffset;
        bytes = UnsafeByteOperations.unsafeWrap(next);
    }

    /** Returns the hash. */
    ByteString end() throws IOException {
        var value = hash.value();
        outbox.lastData(offset, bytes, value);
        return value;
    }
}
