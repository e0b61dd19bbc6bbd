package org.deskferry.host.checkpoint;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FastDecompressor;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Checkpoint;
import org.deskferry.proto.v1.ProblemKind;

/** Writes a checkpoint that arrives in pieces, and knows whether it is whole. For one thread. */
public final class CheckpointReceiver implements AutoCloseable {
    private static final int MOST_FILES = 100_000;

    private final Path images;
    private final long limit;
    private final Map<String, Arrival> arrivals = new HashMap<>();
    private final LZ4FastDecompressor decompressor =
            LZ4Factory.fastestInstance().fastDecompressor();
    private long bytes;
    private int complete;

    /**
     * Receives into a directory.
     *
     * @param images an empty directory
     * @param limit how many bytes a checkpoint may have in all
     */
    public CheckpointReceiver(Path images, long limit) {
        this.images = images;
        this.limit = limit;
    }

    /** How far one file has come. */
    private static final class Arrival {
        private final HashStream128 hash = Hashing.xxh3_128().hashStream();
        private final FileChannel channel;
        private long offset;
        private boolean complete;

        Arrival(FileChannel channel) {
            this.channel = channel;
        }
    }

    /**
     * Writes a piece.
     *
     * @throws ProblemException (CORRUPT_STREAM) if it does not fit what came before
     * @throws IOException if it cannot be written
     */
    public void accept(Checkpoint piece) throws IOException {
        var arrival = arrival(piece.getName());
        check(!arrival.complete && piece.getOffset() == arrival.offset, piece.getName(), "its pieces are out of order");
        var raw = raw(piece);
        bytes += raw.length;
        check(bytes <= limit, piece.getName(), "the checkpoint is larger than was offered");
        arrival.hash.putBytes(raw);
        for (var buffer = ByteBuffer.wrap(raw); buffer.hasRemaining(); ) {
            arrival.channel.write(buffer);
        }
        arrival.offset += raw.length;
        if (piece.hasEnd()) {
            verify(piece, arrival);
        }
    }

    /**
     * Tells that nothing more comes.
     *
     * @throws ProblemException (CORRUPT_STREAM) unless exactly {@code files} files are here and whole
     */
    public void finish(int files) {
        check(complete == files && arrivals.size() == files, "checkpoint", "files of it are missing");
    }

    private Arrival arrival(String name) throws IOException {
        check(CheckpointFiles.NAME.matcher(name).matches(), "checkpoint", "a file of it has an impossible name");
        var known = arrivals.get(name);
        if (known != null) {
            return known;
        }
        check(arrivals.size() < MOST_FILES, "checkpoint", "it has too many files");
        var fresh = new Arrival(
                FileChannel.open(images.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        arrivals.put(name, fresh);
        return fresh;
    }

    private byte[] raw(Checkpoint piece) {
        var packed = piece.getBytes().toByteArray();
        var length = piece.getRawLength();
        check(
                length >= 0 && length <= CheckpointFiles.LARGEST_PIECE && packed.length <= length,
                piece.getName(),
                "a piece of it has an impossible length");
        if (packed.length == length) {
            return packed;
        }
        try {
            var raw = new byte[length];
            check(
                    decompressor.decompress(packed, raw) == packed.length,
                    piece.getName(),
                    "a piece of it cannot be decompressed");
            return raw;
        } catch (LZ4Exception e) {
            throw corrupt(piece.getName(), "a piece of it cannot be decompressed");
        }
    }

    private void verify(Checkpoint piece, Arrival arrival) throws IOException {
        var end = piece.getEnd();
        var hash = Digests.bigEndian(arrival.hash.get());
        check(end.getSize() == arrival.offset, piece.getName(), "it has another size than was sent");
        check(Arrays.equals(end.getXxh3().toByteArray(), hash), piece.getName(), "its hash is another than was sent");
        arrival.channel.close();
        arrival.complete = true;
        complete++;
    }

    private static void check(boolean right, String file, String wrong) {
        if (!right) {
            throw corrupt(file, wrong);
        }
    }

    private static ProblemException corrupt(String file, String wrong) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_CORRUPT_STREAM,
                "checkpoint file " + file,
                "It did not arrive as it was sent: " + wrong + ".",
                "Try again; if it happens again, check the network between the workstations.");
    }

    @Override
    public void close() throws IOException {
        for (var arrival : arrivals.values()) {
            arrival.channel.close();
        }
    }
}
