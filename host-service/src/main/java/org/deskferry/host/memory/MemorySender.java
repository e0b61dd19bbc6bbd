package org.deskferry.host.memory;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.deskferry.host.checkpoint.Packer;
import org.deskferry.host.checkpoint.PoolIndex;
import org.deskferry.host.linux.Proc;
import org.deskferry.proto.v1.Memory;
import org.deskferry.proto.v1.PageRun;

/**
 * Sends the private memory of a pod's processes in rounds while they run, each of what was written since the last, and what is
 * left when they stand still. Memory that is shared or belongs to files is left to the checkpoint; its pages go ahead, so that the checkpoint
 * need only refer to them. For one thread at a time.
 */
public final class MemorySender implements AutoCloseable {
    /** A round that is no larger is read and sent faster than a next one would save. */
    private static final long SMALL_ROUND = 2L << 20;

    private static final int MOST_ROUNDS = 12;

    /** Of a pod that has nothing to send, and so shows nothing: bytes a second. */
    private static final double USUAL_RATE = 256 << 20;

    private final MemTrack library;
    private final Supplier<List<Long>> pids;
    private final Packer packer;
    private final int lanes;
    private final MemorySink sink;
    private final PackingLine line;
    private final PoolSender pool;
    private final Keepsake keepsake;
    private final Map<Long, TrackedProcess> processes = new HashMap<>();
    private final MemoryHash hash = new MemoryHash();
    private final Repeats repeats = new Repeats();
    private long wireBytes;
    private long sentBytes;
    private long sentNanos;

    MemorySender(
            MemTrack library,
            Supplier<List<Long>> pids,
            Packer packer,
            int lanes,
            MemorySink sink,
            PoolSender pool,
            Keepsake keepsake) {
        this.library = library;
        this.pids = pids;
        this.packer = packer;
        this.lanes = lanes;
        this.sink = sink;
        this.line = new PackingLine(lanes, this::handOn);
        this.pool = pool;
        this.keepsake = keepsake;
    }

    /** Sends rounds until one is small, or no longer much smaller than the one before. */
    public void sendLive() throws IOException, InterruptedException {
        pool.send();
        sendRounds();
        pool.send();
    }

    private void sendRounds() throws IOException, InterruptedException {
        var before = Long.MAX_VALUE;
        for (var round = 0; round < MOST_ROUNDS; round++) {
            track();
            var sent = send(TrackedProcess::findWritten, keepsake);
            if (sent <= SMALL_ROUND || sent > before / 2) {
                return;
            }
            before = sent;
        }
    }

    /** Sends what is left, of processes that stand still, and the hash of all. */
    public void sendLast() throws IOException, InterruptedException {
        find(TrackedProcess::untracked);
        send(TrackedProcess::findLeft, Keepsake.NONE);
        sink.accept(
                Memory.newBuilder().setXxh3(ByteString.copyFrom(hash.value())).build());
    }

    /** Bytes sent so far, as they went over the wire. */
    public long wireBytes() {
        return wireBytes + pool.wireBytes();
    }

    /** The pages that the destination has already. */
    public PoolIndex pool() {
        return pool.index();
    }

    /** Bytes of memory that a freeze at this moment would leave to send. */
    public long pendingBytes() {
        track();
        long pending = 0;
        try (var ranges = new PageRanges()) {
            for (var process : processes.values()) {
                if (process.findLeft(ranges)) {
                    pending += ranges.bytes();
                }
            }
        }
        return pending;
    }

    /** How quickly memory was read and sent so far. */
    public double bytesPerSecond() {
        return sentBytes == 0 ? USUAL_RATE : sentBytes * 1e9 / Math.max(1, sentNanos);
    }

    private void track() {
        find(TrackedProcess::open);
    }

    @FunctionalInterface
    private interface Opener {
        TrackedProcess open(MemTrack library, int pid, int innerPid);
    }

    /** Takes in new processes, and lets go of those that have ended. */
    private void find(Opener opener) {
        var alive = pids.get();
        processes.entrySet().removeIf(process -> {
            var ended = !alive.contains(process.getKey());
            if (ended) {
                process.getValue().close();
            }
            return ended;
        });
        for (var pid : alive) {
            if (!processes.containsKey(pid)) {
                Proc.innerPid(pid)
                        .ifPresent(inner -> processes.put(pid, opener.open(library, Math.toIntExact(pid), inner)));
            }
        }
    }

    @FunctionalInterface
    private interface Finder {
        boolean find(TrackedProcess process, PageRanges ranges);
    }

    private long send(Finder finder, Keepsake remembers) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        long sent = 0;
        repeats.clear();
        try (var ranges = new PageRanges();
                var reader = new PageReader(library)) {
            for (var process : processes.values()) {
                if (finder.find(process, ranges)) {
                    sent += reader.read(process.pid(), ranges, (runs, raw) -> {
                        remembers.accept(raw);
                        sendPiece(process.innerPid(), runs, raw);
                    });
                }
            }
        }
        line.finish();
        sentBytes += sent;
        sentNanos += System.nanoTime() - begin;
        return sent;
    }

    private void sendPiece(int innerPid, List<PageRun> runs, byte[] raw) throws InterruptedException {
        hash.add(innerPid, runs, raw);
        var repeated = repeats.refer(innerPid, runs, raw);
        var pooled = pool.index().refer(repeated.rest());
        line.add(() -> Memory.newBuilder()
                .setPid(innerPid)
                .addAllRuns(runs)
                .addAllRepeated(repeated.runs())
                .addAllPooled(pooled.runs())
                .setBytes(UnsafeByteOperations.unsafeWrap(packer.pack(pooled.rest(), lanes)))
                .setRawLength(pooled.rest().length)
                .build());
    }

    private void handOn(Memory piece) throws InterruptedException {
        wireBytes += piece.getBytes().size();
        sink.accept(piece);
    }

    @Override
    public void close() {
        processes.values().forEach(TrackedProcess::close);
        processes.clear();
    }
}
