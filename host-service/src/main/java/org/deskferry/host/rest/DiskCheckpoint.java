package org.deskferry.host.rest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.deskferry.host.files.TreeRemoval;
import org.deskferry.host.linux.Directory;
import org.deskferry.host.pod.PodFolder;

/** A checkpoint that is being written into its pod's folder. Closed before it is kept, it is gone. */
final class DiskCheckpoint implements AutoCloseable {
    private final PodFolder folder;
    private boolean kept;

    private DiskCheckpoint(PodFolder folder) {
        this.folder = folder;
    }

    static DiskCheckpoint begin(PodFolder folder) throws IOException {
        empty(folder.checkpoint());
        Files.createDirectories(folder.checkpoint());
        return new DiskCheckpoint(folder);
    }

    Path path() {
        return folder.checkpoint();
    }

    /** Returns when the checkpoint, and the pod's files as they are now, are on the disk. */
    void sync() throws IOException {
        sync(folder);
    }

    static void sync(PodFolder folder) throws IOException {
        for (var path : new Path[] {folder.upper(), folder.checkpoint()}) {
            try (var directory = Directory.open(path)) {
                directory.syncFileSystem();
            }
        }
    }

    void keep() {
        kept = true;
    }

    /** What it takes of the disk, in bytes. */
    static long bytes(PodFolder folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.checkpoint())) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** Removes a pod's checkpoint; of no effect where it has none. */
    static void remove(PodFolder folder) throws IOException {
        empty(folder.checkpoint());
        Files.deleteIfExists(folder.checkpoint());
    }

    /** The folder itself stays: it may be the root of a file system of its own. */
    private static void empty(Path path) throws IOException {
        try (Stream<Path> entries = Files.exists(path) ? Files.list(path) : Stream.empty()) {
            for (var entry : entries.toList()) {
                if (Files.isDirectory(entry)) {
                    TreeRemoval.remove(entry);
                } else {
                    Files.delete(entry);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (!kept) {
            remove(folder);
        }
    }
}
