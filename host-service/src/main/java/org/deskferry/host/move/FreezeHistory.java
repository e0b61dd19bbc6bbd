package org.deskferry.host.move;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.deskferry.host.linux.AtomicFile;
import org.deskferry.proto.v1.FreezeRecords;
import org.deskferry.proto.v1.FreezeRecords.Freeze;
import org.deskferry.proto.v1.MoveEstimate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long earlier moves from here froze their pods, and so how long the next one will. What is lost of it only makes a
 * guess worse. Thread-safe.
 */
final class FreezeHistory {
    private static final Logger LOG = LoggerFactory.getLogger(FreezeHistory.class);
    private static final int KEPT = 100;
    private static final int RECENT = 5;

    /** A desktop of 25 processes stood still for 1.2 s between two workstations on one machine of two cores. */
    private static final long TYPICAL_NANOS = 200_000_000;

    private static final long TYPICAL_NANOS_A_PROCESS = 40_000_000;

    /** What a process costs, measured on a desktop pod: 28 ms in the dump and about 20 ms in the restore, rounded up. */
    static final Duration USUAL_COST = Duration.ofMillis(50);

    /** A machine that was busy once would otherwise put off every move, and never learn better. */
    private static final Duration COSTS_KEPT = Duration.ofMinutes(10);

    private final Path file;

    FreezeHistory(Path file) {
        this.file = file;
    }

    /**
     * Remembers a freeze.
     *
     * @param estimate what it was taken to be
     * @param length what it was
     */
    synchronized void note(String podId, FreezeEstimate estimate, Duration length, Instant now) {
        var known = read();
        var kept = known.subList(Math.max(0, known.size() - KEPT + 1), known.size());
        var fresh = FreezeRecords.newBuilder()
                .addAllFreezes(kept)
                .addFreezes(Freeze.newBuilder()
                        .setPodId(podId)
                        .setProcesses(estimate.processes())
                        .setLength(duration(length))
                        .setCostOfProcess(duration(estimate.costOfProcess(length)))
                        .setTime(timestamp(now)));
        try {
            AtomicFile.write(file, JsonFormat.printer().print(fresh) + "\n");
        } catch (IOException e) {
            LOG.warn("the length of a freeze is not kept: {}", e.toString());
        }
    }

    /** The freeze of a pod, from what is nearest to it; the rest of the estimate is for others to fill in. */
    synchronized MoveEstimate estimate(String podId, int processes) {
        var known = read().stream().filter(freeze -> freeze.getProcesses() > 0).toList();
        var ofPod = last(
                known.stream().filter(freeze -> freeze.getPodId().equals(podId)).toList());
        if (!ofPod.isEmpty()) {
            return estimate(MoveEstimate.Basis.BASIS_THIS_POD, ofPod.size(), median(ofPod, 1));
        }
        var ofOthers = last(known);
        if (!ofOthers.isEmpty()) {
            return estimate(MoveEstimate.Basis.BASIS_OTHER_PODS, ofOthers.size(), median(ofOthers, processes));
        }
        return estimate(MoveEstimate.Basis.BASIS_TYPICAL, 0, TYPICAL_NANOS + processes * TYPICAL_NANOS_A_PROCESS);
    }

    /** What the last freezes have cost a process, by their median; what is usual where there were none in the last minutes. */
    synchronized Duration costOfProcess(Instant now) {
        var since = timestamp(now.minus(COSTS_KEPT));
        var costs = last(read()).stream()
                .filter(freeze -> Timestamps.compare(freeze.getTime(), since) > 0)
                .mapToLong(freeze -> Durations.toNanos(freeze.getCostOfProcess()))
                .sorted()
                .toArray();
        return costs.length == 0 ? USUAL_COST : Duration.ofNanos(costs[costs.length / 2]);
    }

    private static List<Freeze> last(List<Freeze> freezes) {
        return freezes.subList(Math.max(0, freezes.size() - RECENT), freezes.size());
    }

    /** In nanoseconds; with {@code processes} above 1, of a pod with so many rather than as many as each had. */
    private static long median(List<Freeze> freezes, int processes) {
        var lengths = freezes.stream()
                .mapToLong(freeze -> processes == 1
                        ? Durations.toNanos(freeze.getLength())
                        : Durations.toNanos(freeze.getLength()) / freeze.getProcesses() * processes)
                .sorted()
                .toArray();
        return lengths[lengths.length / 2];
    }

    private static MoveEstimate estimate(MoveEstimate.Basis basis, int moves, long nanos) {
        return MoveEstimate.newBuilder()
                .setBasis(basis)
                .setMoves(moves)
                .setFreeze(Durations.fromNanos(nanos))
                .build();
    }

    private static com.google.protobuf.Duration duration(Duration length) {
        return Durations.fromNanos(length.toNanos());
    }

    private static Timestamp timestamp(Instant time) {
        return Timestamps.fromMillis(time.toEpochMilli());
    }

    private List<Freeze> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            var records = FreezeRecords.newBuilder();
            JsonFormat.parser().ignoringUnknownFields().merge(Files.readString(file), records);
            return records.getFreezesList();
        } catch (IOException e) {
            LOG.warn("the lengths of earlier freezes are lost: {}", e.toString());
            return List.of();
        }
    }
}
