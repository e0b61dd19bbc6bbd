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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import org.deskferry.proto.v1.Checkpoint;
import org.deskferry.proto.v1.CheckpointEnd;

/**
 * Sends a checkpoint while it is being written: memory goes as CRIU appends it, all else at the end. For one thread.
 */
public final class CheckpointSender {
    private final Path images;
    private final CheckpointSink sink;
    private final Map<String, Transfer> transfers = new HashMap<>();
    private final LZ4Compressor compressor = LZ4Factory.fastestInstance().fastCompressor();
    private long rawBytes;
    private long wireBytes;

    public CheckpointSender(Path images, CheckpointSink sink) {
        this.images = images;
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
                send(file, CheckpointFiles.PIECE);
            }
        }
        return rawBytes > before;
    }

    /** Sends the rest of all files, which are complete now. */
    public void sendRest() throws IOException, InterruptedException {
        for (var file : files()) {
            send(file, 1);
            end(file.getFileName().toString());
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

    private void send(Path file, int smallest) throws IOException, InterruptedException {
        var name = file.getFileName().toString();
        var transfer = transfers.computeIfAbsent(name, _ -> new Transfer());
        try (var channel = FileChannel.open(file)) {
            var size = channel.size();
            while (size - transfer.offset >= smallest) {
                var piece =
                        read(channel, transfer.offset, (int) Math.min(CheckpointFiles.PIECE, size - transfer.offset));
                transfer.hash.putBytes(piece);
                sink.accept(compressed(piece)
                        .setName(name)
                        .setOffset(transfer.offset)
                        .build());
                transfer.offset += piece.length;
                rawBytes += piece.length;
            }
        }
    }

    private void end(String name) throws InterruptedException {
        var transfer = transfers.computeIfAbsent(name, _ -> new Transfer());
        var end = CheckpointEnd.newBuilder()
                .setSize(transfer.offset)
                .setXxh3(ByteString.copyFrom(Digests.bigEndian(transfer.hash.get())));
        sink.accept(Checkpoint.newBuilder()
                .setName(name)
                .setOffset(transfer.offset)
                .setEnd(end)
                .build());
    }

    private Checkpoint.Builder compressed(byte[] piece) {
        var packed = new byte[compressor.maxCompressedLength(piece.length)];
        var length = compressor.compress(piece, packed);
        var bytes = length < piece.length ? Arrays.copyOf(packed, length) : piece;
        wireBytes += bytes.length;
        return Checkpoint.newBuilder().setRawLength(piece.length).setBytes(UnsafeByteOperations.unsafeWrap(bytes));
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
