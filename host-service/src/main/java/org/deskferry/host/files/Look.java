package org.deskferry.host.files;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.deskferry.host.linux.Directory;
import org.deskferry.host.linux.FileStatus;

/**
 * What a file looked like, content apart.
 *
 * @param suspect whether a change after the look may have left no trace in the file's times. Their clock is coarse, and
 *     a long write sets them only when it begins
 */
record Look(FileStatus status, Map<String, ByteString> xattrs, boolean suspect) {
    private static final long SUSPECT_NANOS = 1_000_000_000L;
    private static final long NANOS = 1_000_000_000L;

    /** Completes a look that began with {@code status}. The content is to be read after this. */
    static Look at(Directory directory, String name, FileStatus status) throws IOException {
        var now = Instant.now();
        var age = (now.getEpochSecond() - status.changedSeconds()) * NANOS + now.getNano() - status.changedNanos();
        return new Look(status, TreeXattrs.read(directory.xattrs(name)), age < SUSPECT_NANOS);
    }

    /** Whether the file can't have changed since. */
    boolean isStill(FileStatus now) {
        return !suspect
                && status.changedNanos() == now.changedNanos()
                && status.changedSeconds() == now.changedSeconds()
                && status.inode() == now.inode()
                && mayHaveSameContent(now)
                && sameOwner(now);
    }

    boolean mayHaveSameContent(FileStatus now) {
        return status.size() == now.size() && sameModified(now);
    }

    /** Whether nothing differs that an entry says of a file. */
    boolean sameAttributes(Look other) {
        return sameOwner(other.status) && sameModified(other.status) && xattrs.equals(other.xattrs);
    }

    private boolean sameModified(FileStatus now) {
        return status.modifiedNanos() == now.modifiedNanos() && status.modifiedSeconds() == now.modifiedSeconds();
    }

    private boolean sameOwner(FileStatus now) {
        return status.mode() == now.mode() && status.uid() == now.uid() && status.gid() == now.gid();
    }
}
