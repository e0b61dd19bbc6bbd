package org.deskferry.host.pod;

import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deskferry.host.linux.AtomicFile;
import org.deskferry.host.linux.FullDisk;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodRecord;

/** The pods of this machine on disk: a folder each, with the record as JSON. */
public final class PodStore {
    private final Path pods;

    /** A store in {@code pods}, which is made when the first pod is. */
    public PodStore(Path pods) {
        this.pods = pods;
    }

    public PodFolder folder(String id) {
        return new PodFolder(pods.resolve(PodNames.checkId(id)));
    }

    /**
     * Writes a record; when this returns it is on the disk.
     *
     * @throws ProblemException (DISK_FULL) if there is no room for it; the old one is kept, and of a new pod nothing
     */
    public void save(PodRecord record) {
        var folder = folder(record.getManifest().getId());
        var isNew = Files.notExists(folder.path());
        try {
            Files.createDirectories(folder.path());
            AtomicFile.write(folder.record(), JsonFormat.printer().print(record) + "\n");
        } catch (IOException e) {
            if (isNew) {
                removeEmpty(folder);
            }
            throw notSaved(record, e);
        }
    }

    private static void removeEmpty(PodFolder folder) {
        try {
            Files.deleteIfExists(folder.path());
        } catch (IOException e) {
            // It goes when the service starts next, as what a crash left.
        }
    }

    private RuntimeException notSaved(PodRecord record, IOException cause) {
        try {
            return FullDisk.isBehind(cause)
                    ? FullDisk.problem(
                            cause,
                            pods,
                            say("the record of pod {0}", record.getManifest().getName()))
                    : new UncheckedIOException(cause);
        } catch (IOException e) {
            return new UncheckedIOException(e);
        }
    }

    /** A pod's record; empty if it has none. */
    public Optional<PodRecord> load(String id) {
        try {
            var record = PodRecord.newBuilder();
            JsonFormat.parser()
                    .ignoringUnknownFields()
                    .merge(Files.readString(folder(id).record()), record);
            return Optional.of(record.build());
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException("the record of pod " + id + " is damaged", e);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the record of pod " + id + " cannot be read", e);
        }
    }

    /** Ids of all folders, also of those that a crash left without a record. */
    public List<String> ids() {
        try (Stream<Path> folders = Files.exists(pods) ? Files.list(pods) : Stream.empty()) {
            return new ArrayList<>(folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
