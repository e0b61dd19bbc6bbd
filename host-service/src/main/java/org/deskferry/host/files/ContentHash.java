package org.deskferry.host.files;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.Hashing;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;

/** The hash of a file's pieces, as TreeData defines it. */
final class ContentHash {
    private final HashStream128 stream = Hashing.xxh3_128().hashStream();

    void reset() {
        stream.reset();
    }

    void beginPiece(long offset) {
        stream.putLong(offset);
    }

    void bytes(byte[] bytes, int length) {
        stream.putBytes(bytes, 0, length);
    }

    ByteString value() {
        var value = stream.get();
        return ByteString.copyFrom(ByteBuffer.allocate(16)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .flip());
    }
}
