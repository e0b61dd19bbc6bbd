package org.deskferry.host.pod;

import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.deskferry.host.linux.AtomicFile;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Rival;
import org.deskferry.proto.v1.Tombstone;
import org.deskferry.proto.v1.TombstoneRecord;

/**
 * What this workstation remembers of pods that have run here and are gone: enough to answer a source that asks late, and to know
 * an old copy when it sees one. Thread-safe.
 */
public final class Tombstones {
    /** As a tombstone has some 300 bytes, a file of at most 3 MB. */
    private static final int MOST = 10_000;

    private static final Duration KEPT = Duration.ofDays(365);

    private final Path file;
    private TombstoneRecord record;

    private Tombstones(Path file, TombstoneRecord record) {
        this.file = file;
        this.record = record;
    }

    /**
     * Reads what is remembered in {@code file}.
     *
     * @throws ProblemException if there is a file that cannot be read: to forget would let old copies of pods run again
     */
    public static Tombstones load(Path file) {
        var record = TombstoneRecord.newBuilder();
        try {
            if (Files.exists(file)) {
                JsonFormat.parser().ignoringUnknownFields().merge(Files.readString(file), record);
            }
        } catch (IOException e) {
            throw ProblemException.causedBy(
                    e,
                    ProblemKind.PROBLEM_KIND_INTERNAL,
                    say("file {0}", file),
                    say("It says which pods have left this workstation, and cannot be read: {0}.", e.getMessage()),
                    say("Restore it, or remove it if no move has been interrupted."));
        }
        return new Tombstones(file, record.build());
    }

    /** Remembers a pod that is about to be removed, and whom its record still has to tell. On the disk when this returns. */
    public synchronized void bury(PodRecord pod) {
        var manifest = pod.getManifest();
        var gone = pod.getStage() == PodRecord.Stage.STAGE_COMMITTED;
        var tombstone = Tombstone.newBuilder()
                .setPodId(manifest.getId())
                .setPodName(manifest.getName())
                .setEpoch(manifest.getEpoch())
                .setMoveId(pod.getMoveId())
                .setDestination(gone ? pod.getDestination() : "")
                .setDestinationAddress(gone ? pod.getDestinationAddress() : "")
                .setTime(Timestamps.now());
        remember(tombstone.build(), pod.getRivalsList());
    }

    /** Remembers that all copies of a pod with a smaller epoch than {@code epoch} are outdated. */
    public synchronized void outdate(String podId, long epoch) {
        if (epoch > seen(podId) + 1) {
            var tombstone = of(podId)
                    .map(Tombstone::toBuilder)
                    .orElseGet(() -> Tombstone.newBuilder().setPodId(podId))
                    .setEpoch(epoch - 1)
                    .setTime(Timestamps.now());
            remember(tombstone.build(), List.of());
        }
    }

    public synchronized Optional<Tombstone> of(String podId) {
        return record.getTombstonesList().stream()
                .filter(tombstone -> tombstone.getPodId().equals(podId))
                .findFirst();
    }

    /** The largest epoch that is known to be over; 0 if nothing is known of the pod. */
    public synchronized long seen(String podId) {
        return of(podId).map(Tombstone::getEpoch).orElse(0L);
    }

    public synchronized List<Rival> rivals() {
        return record.getRivalsList();
    }

    /** Adds someone to be told, or strikes one off. */
    public synchronized void changeRivals(Predicate<Rival> kept, List<Rival> more) {
        write(record.toBuilder()
                .clearRivals()
                .addAllRivals(record.getRivalsList().stream().filter(kept).toList())
                .addAllRivals(more)
                .build());
    }

    private void remember(Tombstone fresh, List<Rival> rivals) {
        var oldest = Timestamps.fromMillis(System.currentTimeMillis() - KEPT.toMillis());
        var others = record.getTombstonesList().stream()
                .filter(tombstone -> !tombstone.getPodId().equals(fresh.getPodId()))
                .filter(tombstone -> Timestamps.compare(tombstone.getTime(), oldest) > 0)
                .toList();
        write(record.toBuilder()
                .clearTombstones()
                .addAllTombstones(others.subList(Math.max(0, others.size() - MOST + 1), others.size()))
                .addTombstones(fresh)
                .addAllRivals(rivals)
                .build());
    }

    private void write(TombstoneRecord fresh) {
        try {
            Files.createDirectories(file.resolveSibling("."));
            AtomicFile.write(
                    file, JsonFormat.printer().omittingInsignificantWhitespace().print(fresh) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        record = fresh;
    }
}
