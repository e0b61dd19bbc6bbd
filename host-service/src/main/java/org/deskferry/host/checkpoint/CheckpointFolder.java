package org.deskferry.host.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.deskferry.host.linux.Mounts;

/** A checkpoint's place in memory: a tmpfs of its own, for as long as a move takes. */
public final class CheckpointFolder implements AutoCloseable {
    private final Path path;

    private CheckpointFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes the folder of a move.
     *
     * @param parent where such folders are
     * @param name unique among them
     * @param bytes the most it may hold
     */
    public static CheckpointFolder open(Path parent, String name, long bytes) throws IOException {
        var path = Files.createDirectories(parent.resolve(name));
        Mounts.mount("tmpfs", path, Map.of("size", Long.toString(bytes), "mode", "700"));
        return new CheckpointFolder(path);
    }

    /** Removes all such folders that a crash has left. */
    public static void clear(Path parent) throws IOException {
        try (Stream<Path> left = Files.exists(parent) ? Files.list(parent) : Stream.empty()) {
            for (var path : left.toList()) {
                new CheckpointFolder(path).close();
            }
        }
    }

    public Path path() {
        return path;
    }

    public Path images() throws IOException {
        return Files.createDirectories(path.resolve("images"));
    }

    @Override
    public void close() throws IOException {
        Mounts.unmountAll(path);
        // Empty but for what a crash left before the mount.
        try (Stream<Path> rest = Files.walk(path)) {
            for (var file : rest.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
