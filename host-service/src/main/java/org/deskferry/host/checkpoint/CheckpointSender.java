package org.deskferry.host.checkpoint;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.Hashing;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deskferry.proto.v1.Checkpoint;
import org.deskferry.proto.v1.CheckpointEnd;

/**
 * Sends a checkpoint while it is being written: memory goes as CRIU appends it, all else at the end. For one thread.
 */
public final class CheckpointSender {
    private final Path images;
    private final PoolIndex pool;
    private final Packer packer;
    private final CheckpointSink sink;
    private final Map<String, Transfer> transfers = new HashMap<>();
    private long rawBytes;
    private long wireBytes;

    /**
     * Sends from a directory.
     *
     * @param images where CRIU writes
     * @param pool what the destination has already
     */
    public CheckpointSender(Path images, PoolIndex pool, Packer packer, CheckpointSink sink) {
        this.images = images;
        this.pool = pool;
        this.packer = packer;
        this.sink = sink;
    }

    /** How far one file is sent. */
    private static final class Transfer {
        private final HashStream128 hash = Hashing.xxh3_128().hashStream();
        private long offset;
    }

    /** Sends what has been added to the memory files since the last call, in whole pieces; true if there was any. */
    public boolean sendGrown() throws IOException, InterruptedException {
        var before = rawBytes;
        for (var file : files()) {
            if (file.getFileName().toString().startsWith("pages-")) {
                sendWholePieces(file);
            }
        }
        return rawBytes > before;
    }

    /** Sends the rest of all files, which are complete now. */
    public void sendRest() throws IOException, InterruptedException {
        for (var file : files()) {
            sendWholePieces(file);
            sendEnd(file);
        }
    }

    public int fileCount() {
        return transfers.size();
    }

    /** Bytes of the checkpoint sent so far. */
    public long rawBytes() {
        return rawBytes;
    }

    /** The same as they went over the wire. */
    public long wireBytes() {
        return wireBytes;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(images)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private void sendWholePieces(Path file) throws IOException, InterruptedException {
        var transfer = transfer(file);
        try (var channel = FileChannel.open(file)) {
            var size = channel.size();
            while (size - transfer.offset >= CheckpointFiles.PIECE) {
                sink.accept(next(file, channel, CheckpointFiles.PIECE).build());
            }
        }
    }

    /** The last piece says that it is. */
    private void sendEnd(Path file) throws IOException, InterruptedException {
        var transfer = transfer(file);
        try (var channel = FileChannel.open(file)) {
            var piece = next(file, channel, (int) (channel.size() - transfer.offset));
            var end = CheckpointEnd.newBuilder()
                    .setSize(transfer.offset)
                    .setXxh3(ByteString.copyFrom(Digests.bigEndian(transfer.hash.get())));
            sink.accept(piece.setEnd(end).build());
        }
    }

    private Transfer transfer(Path file) {
        return transfers.computeIfAbsent(file.getFileName().toString(), _ -> new Transfer());
    }

    private Checkpoint.Builder next(Path file, FileChannel channel, int length) throws IOException {
        var transfer = transfer(file);
        var piece = read(channel, transfer.offset, length);
        transfer.hash.putBytes(piece);
        var message = message(piece).setName(file.getFileName().toString()).setOffset(transfer.offset);
        transfer.offset += length;
        rawBytes += length;
        return message;
    }

    private Checkpoint.Builder message(byte[] piece) {
        var referred = pool.refer(piece);
        var bytes = packer.pack(referred.rest());
        wireBytes += bytes.length;
        return Checkpoint.newBuilder()
                .addAllPooled(referred.runs())
                .setRawLength(referred.rest().length)
                .setBytes(UnsafeByteOperations.unsafeWrap(bytes));
    }

    private static byte[] read(FileChannel channel, long offset, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new IOException("a checkpoint file became shorter while it was sent");
            }
        }
        return buffer.array();
    }
}
