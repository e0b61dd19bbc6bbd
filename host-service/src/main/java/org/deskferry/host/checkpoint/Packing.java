package org.deskferry.host.checkpoint;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.util.Arrays;
import java.util.Optional;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/**
 * Bytes as they go over the wire: a byte that names the method and what that has made of them, where both are shorter, else as they are.
 * The later methods make less of it, and take longer.
 */
public enum Packing {
    LZ4(0),
    ZSTD_1(1),
    ZSTD_3(3),
    ZSTD_6(6);

    private static final LZ4Factory FACTORY = LZ4Factory.fastestInstance();
    private static final byte BY_LZ4 = 1;
    private static final byte BY_ZSTD = 2;

    private final int level;

    /** With a level of Zstandard's, or 0. */
    Packing(int level) {
        this.level = level;
    }

    /** Shorter than {@code raw}, or {@code raw} itself. */
    public byte[] pack(byte[] raw) {
        return level == 0 ? packLz4(raw) : packZstd(raw);
    }

    private static byte[] packLz4(byte[] raw) {
        var compressor = FACTORY.fastCompressor();
        var packed = new byte[1 + compressor.maxCompressedLength(raw.length)];
        packed[0] = BY_LZ4;
        return shorter(packed, 1 + compressor.compress(raw, 0, raw.length, packed, 1), raw);
    }

    private byte[] packZstd(byte[] raw) {
        var packed = new byte[1 + Math.toIntExact(Zstd.compressBound(raw.length))];
        packed[0] = BY_ZSTD;
        var length = Zstd.compressByteArray(packed, 1, packed.length - 1, raw, 0, raw.length, level);
        return shorter(packed, 1 + (int) length, raw);
    }

    private static byte[] shorter(byte[] packed, int length, byte[] raw) {
        return length < raw.length ? Arrays.copyOf(packed, length) : raw;
    }

    /** The {@code rawLength} bytes that were packed; empty if these bytes are not what {@link #pack} makes of so many. */
    public static Optional<byte[]> unpack(byte[] packed, int rawLength) {
        if (packed.length >= rawLength) {
            return packed.length == rawLength ? Optional.of(packed) : Optional.empty();
        }
        return switch (packed.length == 0 ? 0 : packed[0]) {
            case BY_LZ4 -> unpackLz4(packed, rawLength);
            case BY_ZSTD -> unpackZstd(packed, rawLength);
            default -> Optional.empty();
        };
    }

    private static Optional<byte[]> unpackLz4(byte[] packed, int rawLength) {
        try {
            var raw = new byte[rawLength];
            var used = FACTORY.fastDecompressor().decompress(packed, 1, raw, 0, rawLength);
            return used == packed.length - 1 ? Optional.of(raw) : Optional.empty();
        } catch (LZ4Exception e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> unpackZstd(byte[] packed, int rawLength) {
        try {
            var raw = new byte[rawLength];
            var length = Zstd.decompressByteArray(raw, 0, rawLength, packed, 1, packed.length - 1);
            return length == rawLength ? Optional.of(raw) : Optional.empty();
        } catch (ZstdException e) {
            return Optional.empty();
        }
    }
}
