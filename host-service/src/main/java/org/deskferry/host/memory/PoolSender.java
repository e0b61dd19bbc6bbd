package org.deskferry.host.memory;

import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.deskferry.host.checkpoint.Packer;
import org.deskferry.host.checkpoint.PoolIndex;
import org.deskferry.proto.v1.PoolPages;

/**
 * Sends, while a pod runs, those pages of its processes that will be in the checkpoint: shared memory, and pages of files that were written
 * to in memory. Few of them change until the freeze. For one thread at a time.
 */
final class PoolSender {
    private final MemTrack library;
    private final Supplier<List<Long>> pids;
    private final Packer packer;
    private final PoolSink sink;
    private final Keepsake keepsake;
    private final PoolIndex index = new PoolIndex();
    private final byte[] part = new byte[Pages.PIECE];
    private int length;
    private long wireBytes;

    PoolSender(MemTrack library, Supplier<List<Long>> pids, Packer packer, PoolSink sink, Keepsake keepsake) {
        this.library = library;
        this.pids = pids;
        this.packer = packer;
        this.sink = sink;
        this.keepsake = keepsake;
    }

    /** Sends those that the destination does not have yet. */
    void send() throws IOException, InterruptedException {
        try (var ranges = new PageRanges();
                var reader = new PageReader(library)) {
            for (var pid : pids.get()) {
                var number = Math.toIntExact(pid);
                if (ranges.fill((found, most) -> library.memtrack_others(number, found, most))) {
                    reader.read(number, ranges, (_, raw) -> {
                        keepsake.accept(raw);
                        add(raw);
                    });
                }
            }
        }
        flush();
    }

    /** What the destination has. */
    PoolIndex index() {
        return index;
    }

    long wireBytes() {
        return wireBytes;
    }

    private void add(byte[] raw) throws InterruptedException {
        for (var offset = 0; offset < raw.length; offset += Pages.SIZE) {
            if (index.add(raw, offset)) {
                System.arraycopy(raw, offset, part, length, Pages.SIZE);
                length += Pages.SIZE;
                if (length == part.length) {
                    flush();
                }
            }
        }
    }

    private void flush() throws InterruptedException {
        if (length == 0) {
            return;
        }
        var packed = packer.pack(Arrays.copyOf(part, length));
        wireBytes += packed.length;
        sink.accept(PoolPages.newBuilder()
                .setBytes(UnsafeByteOperations.unsafeWrap(packed))
                .setRawLength(length)
                .build());
        length = 0;
    }
}
