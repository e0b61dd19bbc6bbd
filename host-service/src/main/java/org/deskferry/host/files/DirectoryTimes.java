package org.deskferry.host.files;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.deskferry.host.linux.Directory;
import org.deskferry.host.linux.LinuxException;
import org.deskferry.proto.v1.TreeEntry;

/** Puts the modification times of directories right after their entries have changed. */
final class DirectoryTimes {
    private record Time(long seconds, int nanos) {}

    private final Map<String, Time> times = new HashMap<>();
    private final Set<String> disturbed = new HashSet<>();

    void announced(String path, TreeEntry entry) {
        times.put(path, new Time(entry.getMtimeSeconds(), entry.getMtimeNanos()));
        disturbed.add(path);
    }

    /** Entries of the directory have come or gone. */
    void disturbed(String path) {
        disturbed.add(path);
    }

    void restore(Directory root) throws IOException {
        for (var path : disturbed) {
            var time = times.get(path);
            if (time != null) {
                restore(root, path, time);
            }
        }
        disturbed.clear();
    }

    private void restore(Directory root, String path, Time time) throws IOException {
        try {
            root.edit().setModified(path.isEmpty() ? "." : path, time.seconds, time.nanos);
        } catch (LinuxException e) {
            if (!e.meansGone()) {
                throw e;
            }
            times.remove(path);
        }
    }
}
