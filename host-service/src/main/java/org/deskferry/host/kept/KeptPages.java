package org.deskferry.host.kept;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.deskferry.host.checkpoint.Digests;
import org.deskferry.host.checkpoint.PagePool;
import org.deskferry.host.checkpoint.PoolIndex;
import org.deskferry.host.memory.Keepsake;
import org.deskferry.proto.v1.PodManifest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages of pods that have left this workstation, a file for each pod: a salt, then chunks of up to 1 MiB, sealed by {@link KeptCipher}
 * with a key that is in the pod's manifest and left with it. They are hints: whatever is wrong with a file, its pages come over the
 * network instead. Thread-safe.
 */
public final class KeptPages {
    static final int CHUNK = 1 << 20;

    /** Of one pod. */
    static final int MOST_PAGES = PoolIndex.MOST_KNOWN;

    private static final Logger LOG = LoggerFactory.getLogger(KeptPages.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET = 32;
    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final String DRAFT = ".draft";
    /** Of the disk, of which the rest of the machine has more need. */
    private static final long RESERVE = 1L << 30;

    private final Path folder;
    private final long limit;
    private final Duration age;
    private final InstantSource clock;

    /**
     * Kept pages of a workstation.
     *
     * @param limit bytes of them in all; 0: none are kept
     * @param age after which they are forgotten
     */
    public KeptPages(Path folder, long limit, Duration age, InstantSource clock) {
        this.folder = folder;
        this.limit = limit;
        this.age = age;
        this.clock = clock;
    }

    /** A key for a new pod. */
    public static byte[] newKey() {
        return random(SECRET);
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Forgets what an earlier service has left half-done and, from now on, what is too old. */
    public void start() {
        Thread.ofVirtual().name("kept-pages").start(() -> {
            try {
                removeDrafts();
                while (true) {
                    makeRoom();
                    Thread.sleep(PAUSE);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Begins to keep those of a pod that may be about to leave. */
    public Keepsake draft(PodManifest pod) {
        var key = pod.getKeptKey().toByteArray();
        if (limit == 0 || key.length != SECRET) {
            return Keepsake.NONE;
        }
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (Files.getFileStore(folder).getUsableSpace() < RESERVE + (long) MOST_PAGES * PoolIndex.PAGE) {
                return Keepsake.NONE;
            }
            var place = place(key);
            var draft = Path.of(place + DRAFT);
            Files.deleteIfExists(draft);
            var file = FileChannel.open(
                    draft,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            var salt = random(KeptCipher.SALT);
            file.write(ByteBuffer.wrap(salt));
            return KeptDraft.begin(draft, place, KeptCipher.of(key, salt), file, this::makeRoom);
        } catch (IOException e) {
            LOG.warn("no pages are kept of pod {}: {}", pod.getName(), e.toString());
            return Keepsake.NONE;
        }
    }

    /** Whether there are any of a pod. */
    public boolean has(PodManifest pod) {
        var key = pod.getKeptKey().toByteArray();
        return limit > 0 && key.length == SECRET && Files.exists(place(key));
    }

    /**
     * Puts those of a pod into a pool, which is empty, one after the other.
     *
     * @param most how many at most
     * @return the hashes of those that are there now: {@code KeptHashes} in {@code peer.proto}
     * @throws IOException if the pool cannot be written
     */
    public byte[] recall(PodManifest pod, PagePool pool, int most) throws IOException {
        var hashes = new ByteArrayOutputStream();
        var left = Math.min(most, MOST_PAGES);
        try (var kept = KeptReader.open(place(pod.getKeptKey().toByteArray()), pod)) {
            for (var chunk = kept.next(); left > 0 && chunk.isPresent(); chunk = kept.next()) {
                left -= add(chunk.get(), left, pool, hashes);
            }
        }
        return hashes.toByteArray();
    }

    private static int add(byte[] chunk, int most, PagePool pool, ByteArrayOutputStream hashes) throws IOException {
        var pages = Math.min(most, chunk.length / PoolIndex.PAGE);
        var length = pages * PoolIndex.PAGE;
        pool.add(ByteBuffer.wrap(chunk, 0, length));
        for (var offset = 0; offset < length; offset += PoolIndex.PAGE) {
            hashes.writeBytes(Digests.bigEndian(PoolIndex.hash(chunk, offset)));
        }
        return pages;
    }

    /** Forgets what is too old, and the oldest of what is too much. */
    synchronized void makeRoom() {
        try {
            var files = files(name -> !name.endsWith(DRAFT));
            var total = 0L;
            for (var file : files) {
                total += Files.size(file);
                var written = Files.getLastModifiedTime(file).toInstant();
                if (total > limit || written.isBefore(clock.instant().minus(age))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            LOG.warn("kept pages in {} cannot be looked after: {}", folder, e.toString());
        }
    }

    private void removeDrafts() {
        try {
            for (var file : files(name -> name.endsWith(DRAFT))) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("kept pages in {} cannot be looked after: {}", folder, e.toString());
        }
    }

    private interface Choice {
        boolean takes(String name);
    }

    /** The newest first. */
    private List<Path> files(Choice choice) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> choice.takes(file.getFileName().toString()))
                    .sorted(Comparator.comparingLong(
                                    (Path file) -> file.toFile().lastModified())
                            .reversed())
                    .toList();
        }
    }

    private Path place(byte[] key) {
        return folder.resolve(KeptCipher.name(key));
    }
}
