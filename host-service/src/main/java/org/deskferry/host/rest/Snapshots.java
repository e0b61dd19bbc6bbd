package org.deskferry.host.rest;

import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.deskferry.host.files.TreeRemoval;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.SnapshotRecord;

/**
 * The snapshots of this workstation: a folder each, with its record and the list of the chunks that it is made of. What several
 * have alike is on the disk once. A folder without a record was never finished. Thread-safe.
 */
final class Snapshots {
    static final String RECORD = "snapshot.json";
    static final String CHUNKS = "chunks";
    private static final String STORE = "store";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Path folder;
    private final ChunkStore store;
    /** Read: while one is made or read; write: while chunks are removed. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    Snapshots(Path folder) {
        this.folder = folder;
        this.store = new ChunkStore(folder.resolve(STORE));
    }

    /** Begins one; nobody sees it before it is published. */
    SnapshotDraft begin() throws IOException {
        // Memory and files of pods: not for the users of this machine.
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        lock.readLock().lock();
        try {
            return new SnapshotDraft(folder.resolve(UUID.randomUUID().toString()), store, lock.readLock()::unlock);
        } catch (IOException | RuntimeException e) {
            lock.readLock().unlock();
            throw e;
        }
    }

    /** All, oldest first. */
    List<SnapshotRecord> list() {
        try (Stream<Path> folders = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            return folders.flatMap(path -> record(path).stream())
                    .sorted(Comparator.comparing(
                            snapshot -> snapshot.getDescription().getTime(), Timestamps.comparator()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A name for a new one.
     *
     * @param wish empty for one made of the pod's and the time
     * @throws ProblemException (BAD_REQUEST, NAME_IN_USE) if that is none, or taken
     */
    String chooseName(String wish, String pod) {
        var name =
                wish.isEmpty() ? pod + "-" + LocalDateTime.now(ZoneOffset.UTC).format(TIME) : wish;
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    say("snapshot name {0}", name),
                    say("It is not a name."),
                    say("Use 1 to 64 of a-z, 0-9 and '-', beginning with a letter."));
        }
        if (list().stream().anyMatch(snapshot -> snapshot.getName().equals(name))) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_NAME_IN_USE,
                    say("snapshot name {0}", name),
                    say("Another snapshot of this workstation has this name."),
                    say("Choose another name, or remove that one with 'deskferry rm-snapshot'."));
        }
        return name;
    }

    /** The one with this id or name. */
    SnapshotRecord find(String idOrName) {
        return list().stream()
                .filter(snapshot ->
                        snapshot.getId().equals(idOrName) || snapshot.getName().equals(idOrName))
                .findFirst()
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.PROBLEM_KIND_UNKNOWN_SNAPSHOT,
                        say("snapshot {0}", idOrName),
                        say("There is none of this name on this workstation."),
                        say("Run 'deskferry snapshots' to see which there are and where.")));
    }

    /** What was written into it, until the returned content is closed. */
    InputStream open(SnapshotRecord snapshot) throws IOException {
        lock.readLock().lock();
        try {
            var chunks = Files.readAllLines(folder.resolve(snapshot.getId()).resolve(CHUNKS));
            return new ChunkInput(store, chunks, lock.readLock()::unlock);
        } catch (IOException | RuntimeException e) {
            lock.readLock().unlock();
            throw e;
        }
    }

    /** Removes one and returns how many bytes of the disk that made free. */
    long remove(SnapshotRecord snapshot) throws IOException {
        lock.writeLock().lock();
        try {
            var path = folder.resolve(snapshot.getId());
            // First: without it the rest is a draft, which is removed when the service starts.
            Files.delete(path.resolve(RECORD));
            TreeRemoval.remove(path);
            return sweep();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Removes what was never finished. A crash may have left chunks that are not whole; none that a snapshot has is. */
    void removeLeftovers() throws IOException {
        lock.writeLock().lock();
        try (Stream<Path> folders = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            for (var path : folders.toList()) {
                if (!path.endsWith(STORE) && !Files.exists(path.resolve(RECORD))) {
                    TreeRemoval.remove(path);
                }
            }
            sweep();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private long sweep() throws IOException {
        var needed = new HashSet<String>();
        for (var snapshot : list()) {
            needed.addAll(Files.readAllLines(folder.resolve(snapshot.getId()).resolve(CHUNKS)));
        }
        return store.keepOnly(needed);
    }

    private static Optional<SnapshotRecord> record(Path path) {
        try {
            if (!Files.exists(path.resolve(RECORD))) {
                return Optional.empty();
            }
            var record = SnapshotRecord.newBuilder();
            JsonFormat.parser().ignoringUnknownFields().merge(Files.readString(path.resolve(RECORD)), record);
            return Optional.of(record.build());
        } catch (IOException e) {
            throw new UncheckedIOException("the record of snapshot " + path.getFileName() + " is damaged", e);
        }
    }
}
