package org.deskferry.host.checkpoint;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.Hashing;
import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deskferry.proto.v1.Checkpoint;
import org.deskferry.proto.v1.CheckpointEnd;

/** A checkpoint that is complete, in pieces as a {@link CheckpointReceiver} takes them, none compressed. */
public final class PlainCheckpoint {
    private PlainCheckpoint() {}

    /** Takes the pieces in order. */
    @FunctionalInterface
    public interface Sink {
        void accept(Checkpoint piece) throws IOException, InterruptedException;
    }

    @FunctionalInterface
    private interface Content {
        InputStream open() throws IOException;
    }

    /** Reads all files in {@code images} and returns how many there are. */
    public static int read(Path images, Sink sink) throws IOException, InterruptedException {
        return read(files(images), sink);
    }

    /**
     * Reads a checkpoint whose private memory was copied apart, as if it had been written with it.
     *
     * @param memory where that is, as {@code MemoryReceiver} lays it down
     */
    public static int read(Path images, Path memory, Sink sink) throws IOException, InterruptedException {
        var files = files(images);
        for (var file : Map.copyOf(files).keySet()) {
            var pid = PageMapImage.pid(images.resolve(file));
            if (pid.isPresent()) {
                var map = PageMapImage.read(images.resolve(file));
                var store = memory.resolve("store-" + pid.getAsInt());
                files.put(file, () -> new ByteArrayInputStream(map.whole()));
                files.put(map.pagesFile(), () -> WholePages.of(map, images, store));
            }
        }
        return read(files, sink);
    }

    private static int read(Map<String, Content> files, Sink sink) throws IOException, InterruptedException {
        for (var file : files.entrySet()) {
            try (var content = file.getValue().open()) {
                read(file.getKey(), content, sink);
            }
        }
        return files.size();
    }

    private static void read(String name, InputStream content, Sink sink) throws IOException, InterruptedException {
        HashStream128 hash = Hashing.xxh3_128().hashStream();
        var offset = 0L;
        for (var piece = content.readNBytes(CheckpointFiles.PIECE);
                piece.length > 0;
                piece = content.readNBytes(CheckpointFiles.PIECE)) {
            hash.putBytes(piece);
            sink.accept(Checkpoint.newBuilder()
                    .setName(name)
                    .setOffset(offset)
                    .setRawLength(piece.length)
                    .setBytes(ByteString.copyFrom(piece))
                    .build());
            offset += piece.length;
        }
        var end =
                CheckpointEnd.newBuilder().setSize(offset).setXxh3(ByteString.copyFrom(Digests.bigEndian(hash.get())));
        sink.accept(Checkpoint.newBuilder()
                .setName(name)
                .setOffset(offset)
                .setEnd(end)
                .build());
    }

    /** By name. */
    private static Map<String, Content> files(Path images) throws IOException {
        var contents = new TreeMap<String, Content>();
        try (Stream<Path> files = Files.list(images)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> contents.put(file.getFileName().toString(), () -> Files.newInputStream(file)));
        }
        return contents;
    }
}
