package org.deskferry.host.memory;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.List;
import org.deskferry.host.checkpoint.Digests;
import org.deskferry.proto.v1.PageRun;

/** The hash over all memory of a move, as {@code Memory.xxh3} in {@code peer.proto} defines it. */
final class MemoryHash {
    private final HashStream128 hash = Hashing.xxh3_128().hashStream();

    void add(int pid, List<PageRun> runs, byte[] raw) {
        hash.putInt(pid);
        for (var run : runs) {
            hash.putLong(run.getAddress()).putLong(run.getPages());
        }
        hash.putBytes(raw);
    }

    byte[] value() {
        return Digests.bigEndian(hash.get());
    }
}
