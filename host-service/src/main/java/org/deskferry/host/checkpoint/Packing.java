package org.deskferry.host.checkpoint;

import java.util.Arrays;
import java.util.Optional;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/** Bytes as they go over the wire: compressed with LZ4 where that is shorter, else as they are. */
public final class Packing {
    private static final LZ4Factory LZ4 = LZ4Factory.fastestInstance();

    private Packing() {}

    /** Shorter than {@code raw}, or {@code raw} itself. */
    public static byte[] pack(byte[] raw) {
        var compressor = LZ4.fastCompressor();
        var packed = new byte[compressor.maxCompressedLength(raw.length)];
        var length = compressor.compress(raw, packed);
        return length < raw.length ? Arrays.copyOf(packed, length) : raw;
    }

    /** The {@code rawLength} bytes that were packed; empty if these bytes are not what {@link #pack} makes of so many. */
    public static Optional<byte[]> unpack(byte[] packed, int rawLength) {
        if (packed.length >= rawLength) {
            return packed.length == rawLength ? Optional.of(packed) : Optional.empty();
        }
        try {
            var raw = new byte[rawLength];
            var used = LZ4.fastDecompressor().decompress(packed, raw);
            return used == packed.length ? Optional.of(raw) : Optional.empty();
        } catch (LZ4Exception e) {
            return Optional.empty();
        }
    }
}
