package org.deskferry.host.checkpoint;

import static org.deskferry.proto.problem.Phrases.say;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Checkpoint;
import org.deskferry.proto.v1.PoolPages;
import org.deskferry.proto.v1.ProblemKind;

/** Writes a checkpoint that arrives in pieces, and knows whether it is whole. For one thread. */
public final class CheckpointReceiver implements AutoCloseable {
    private static final int MOST_FILES = 100_000;

    private final Path images;
    private final PagePool pool;
    private final long limit;
    private final Map<String, Arrival> arrivals = new HashMap<>();
    private long bytes;
    private int complete;

    private CheckpointReceiver(Path images, PagePool pool, long limit) {
        this.images = images;
        this.pool = pool;
        this.limit = limit;
    }

    /**
     * Receives into the folder of a move.
     *
     * @param pool what it may refer to; closed with it
     * @param limit how many bytes a checkpoint may have in all
     */
    public static CheckpointReceiver into(CheckpointFolder folder, PagePool pool, long limit) throws IOException {
        return new CheckpointReceiver(folder.images(), pool, limit);
    }

    /** Receives a checkpoint that is complete in itself into an empty directory; {@code limit} as above. */
    public static CheckpointReceiver ofAll(Path images, long limit) {
        return new CheckpointReceiver(images, PagePool.in(images.resolveSibling("pool")), limit);
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
     * Keeps pages that the checkpoint may refer to.
     *
     * @throws ProblemException (CORRUPT_STREAM) if they are not as they were sent, or too many
     * @throws IOException if they cannot be written
     */
    public void accept(PoolPages pages) throws IOException {
        check(pool.add(pages), "checkpoint", "the pages that came ahead of it are damaged");
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

    /** Forgets the checkpoint that came: all of it comes anew. What it may refer to stays. */
    public void discard() throws IOException {
        closeFiles();
        for (var name : arrivals.keySet()) {
            Files.delete(images.resolve(name));
        }
        arrivals.clear();
        bytes = 0;
        complete = 0;
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

    private byte[] raw(Checkpoint piece) throws IOException {
        var packed = piece.getBytes().toByteArray();
        var length = piece.getRawLength();
        check(
                length >= 0 && length <= CheckpointFiles.LARGEST_PIECE,
                piece.getName(),
                "a piece of it has an impossible length");
        var rest = Packing.unpack(packed, length)
                .orElseThrow(() -> corrupt(piece.getName(), "a piece of it cannot be decompressed"));
        return pool.complete(rest, piece.getPooledList())
                .orElseThrow(() -> corrupt(piece.getName(), "it refers to pages that did not come"));
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
                say("checkpoint file {0}", file),
                say("It did not arrive as it was sent: {0}.", wrong),
                say("Try again; if it happens again, check the network between the workstations."));
    }

    @Override
    public void close() throws IOException {
        closeFiles();
        pool.close();
    }

    private void closeFiles() throws IOException {
        for (var arrival : arrivals.values()) {
            arrival.channel.close();
        }
    }
}
