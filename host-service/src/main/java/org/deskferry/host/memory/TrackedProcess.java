package org.deskferry.host.memory;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process and the pages it writes. One that cannot be tracked has all its memory in the freeze. */
final class TrackedProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrackedProcess.class);

    private final MemTrack library;
    private final int pid;
    private final int innerPid;
    private final @Nullable Pointer tracker;

    private TrackedProcess(MemTrack library, int pid, int innerPid, @Nullable Pointer tracker) {
        this.library = library;
        this.pid = pid;
        this.innerPid = innerPid;
        this.tracker = tracker;
    }

    static TrackedProcess open(MemTrack library, int pid, int innerPid) {
        var tracker = new PointerByReference();
        var result = library.memtrack_open(pid, tracker);
        if (result < 0) {
            LOG.warn("process {} cannot be tracked (errno {}): all its memory is copied in the freeze", pid, -result);
            return untracked(library, pid, innerPid);
        }
        return new TrackedProcess(library, pid, innerPid, tracker.getValue());
    }

    /** One that appeared when it was too late to track it. */
    static TrackedProcess untracked(MemTrack library, int pid, int innerPid) {
        return new TrackedProcess(library, pid, innerPid, null);
    }

    int pid() {
        return pid;
    }

    /** As the process itself and its pod number it. */
    int innerPid() {
        return innerPid;
    }

    /** Finds the pages written since the last call, of a process that runs on; false if it is gone. */
    boolean findWritten(PageRanges ranges) {
        return ranges.fill((found, most) -> tracker == null ? 0 : library.memtrack_written(tracker, 1, found, most));
    }

    /** The same, but the next call finds them again: for the last time, of a process that stands still, or to see how many there are. */
    boolean findLeft(PageRanges ranges) {
        return ranges.fill((found, most) -> tracker == null
                ? library.memtrack_present(pid, found, most)
                : library.memtrack_written(tracker, 0, found, most));
    }

    @Override
    public void close() {
        if (tracker != null) {
            library.memtrack_close(tracker);
        }
    }
}
