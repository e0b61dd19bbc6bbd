package org.deskferry.host.memory;

import java.nio.file.Path;
import java.util.List;
import org.deskferry.host.checkpoint.Packer;
import org.deskferry.host.pod.HostedPod;

/** Copies the memory of pods while they run. */
public final class LiveMemory {
    private final MemTrack library;
    private final int lanes;

    private LiveMemory(MemTrack library, int lanes) {
        this.library = library;
        this.lanes = lanes;
    }

    /**
     * Copies by means of {@code libmemtrack}, a file.
     *
     * @param lanes how many pieces are packed at once
     */
    public static LiveMemory load(Path library, int lanes) {
        return new LiveMemory(MemTrack.load(library), lanes);
    }

    /** Begins to copy a pod's memory; until it is closed the pod's processes write a little slower. */
    public MemorySender of(HostedPod pod, Packer packer, MemorySink sink, PoolSink pool, Keepsake keepsake) {
        var ahead = new PoolSender(library, pod.cgroup()::pids, packer, pool, keepsake);
        return new MemorySender(library, pod.cgroup()::pids, packer, lanes, sink, ahead, keepsake);
    }

    /** The same for a checkpoint that has to be complete in itself: no pages go ahead of it. */
    public MemorySender of(HostedPod pod, MemorySink sink) {
        var packer = new Packer();
        var nothing = new PoolSender(library, List::of, packer, _ -> {}, Keepsake.NONE);
        return new MemorySender(library, pod.cgroup()::pids, packer, lanes, sink, nothing, Keepsake.NONE);
    }
}
