package org.deskferry.host.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.deskferry.host.linux.Mounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A checkpoint's place in memory: a tmpfs of its own, for as long as a move takes. */
public final class CheckpointFolder implements AutoCloseable {
    static final String IMAGES = "images";
    static final String MEMORY = "memory";
    private static final String POOL = "pool";

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);

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

    /** Removes all such folders that a crash has left. One that is in use goes out of sight, and ends with its last user. */
    public static void clear(Path parent) throws IOException {
        try (Stream<Path> left = Files.exists(parent) ? Files.list(parent) : Stream.empty()) {
            for (var path : left.toList()) {
                clearOne(new CheckpointFolder(path));
            }
        }
    }

    private static void clearOne(CheckpointFolder folder) {
        try {
            try {
                folder.close();
            } catch (IOException e) {
                LOG.warn("{} is still in use: {}", folder.path(), e.getMessage());
                Mounts.detachAll(folder.path());
                folder.close();
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be removed: {}", folder.path(), e.toString());
        }
    }

    public Path path() {
        return path;
    }

    public Path images() throws IOException {
        return Files.createDirectories(path.resolve(IMAGES));
    }

    /** Where memory is kept that came apart from the checkpoint, as {@code MemoryReceiver} lays it down. */
    public Path memory() throws IOException {
        return Files.createDirectories(path.resolve(MEMORY));
    }

    /** The file of the pages that were here before. */
    public Path pool() {
        return path.resolve(POOL);
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
