package org.deskferry.host.rest;

import com.google.protobuf.util.JsonFormat;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deskferry.host.files.TreeRemoval;
import org.deskferry.host.linux.AtomicFile;
import org.deskferry.host.linux.Directory;
import org.deskferry.proto.v1.PodPart;
import org.deskferry.proto.v1.SnapshotRecord;

/** A snapshot that is being written. Closed before it is published, it is gone. For one thread. */
final class SnapshotDraft implements PartSink, AutoCloseable {
    private final Path folder;
    private final ChunkStore store;
    private final Runnable release;
    private final BufferedWriter names;
    private final Chunker chunker = new Chunker(this::put);
    private long bytes;
    private long added;
    private boolean published;

    SnapshotDraft(Path folder, ChunkStore store, Runnable release) throws IOException {
        this.folder = Files.createDirectory(folder);
        this.store = store;
        this.release = release;
        this.names = Files.newBufferedWriter(folder.resolve(Snapshots.CHUNKS));
    }

    private void put(byte[] chunk, int length) throws IOException {
        var stored = store.put(chunk, length);
        names.write(stored.name() + "\n");
        bytes += length;
        added += stored.added();
    }

    @Override
    public void accept(PodPart part) throws IOException {
        part.writeDelimitedTo(chunker);
    }

    /** Makes it one of the snapshots; when this returns it is on the disk. */
    SnapshotRecord publish(SnapshotRecord record) throws IOException {
        chunker.close();
        names.close();
        try (var directory = Directory.open(folder)) {
            directory.syncFileSystem();
        }
        var complete = record.toBuilder()
                .setId(folder.getFileName().toString())
                .setBytes(bytes)
                .setAddedBytes(added)
                .build();
        AtomicFile.write(folder.resolve(Snapshots.RECORD), JsonFormat.printer().print(complete) + "\n");
        published = true;
        return complete;
    }

    /** Chunks that only this one had are removed with the next snapshot, or when the service starts. */
    @Override
    public void close() throws IOException {
        try {
            names.close();
            if (!published) {
                TreeRemoval.remove(folder);
            }
        } finally {
            release.run();
        }
    }
}
