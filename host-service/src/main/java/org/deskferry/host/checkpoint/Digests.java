package org.deskferry.host.checkpoint;

import com.dynatrace.hash4j.hashing.HashValue128;
import java.nio.ByteBuffer;

/** Hash values as they go over the wire. */
public final class Digests {
    private Digests() {}

    /** 16 bytes, the most significant first. */
    public static byte[] bigEndian(HashValue128 value) {
        return ByteBuffer.allocate(16)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .array();
    }
}
