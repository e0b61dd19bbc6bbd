package org.deskferry.host.files;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.deskferry.host.linux.FileStatus;
import org.jspecify.annotations.Nullable;

/** What the destination has of a tree by now. */
final class SentTree {
    private final Map<FileId, SentFile> files = new HashMap<>();
    private @Nullable SentDirectory root;

    @Nullable
    SentDirectory root() {
        return root;
    }

    void setRoot(SentDirectory directory) {
        root = directory;
    }

    /** A file that is there under another name, if {@code status} may be that of a hard link to it. */
    @Nullable
    SentFile otherNameOf(FileStatus status) {
        var file = files.get(FileId.of(status));
        return file != null && file.canBe(status) ? file : null;
    }

    void add(SentDirectory parent, String name, SentDirectory directory) {
        parent.entries().put(name, directory);
    }

    void add(SentDirectory parent, String name, SentFile file) {
        parent.entries().put(name, file);
        file.paths().add(parent.pathOf(name));
        // An overlay makes its whiteouts links of one file without meaning anything by it.
        if (!isWhiteout(file.look().status())) {
            files.put(FileId.of(file.look().status()), file);
        }
    }

    /** Takes an entry away, a directory with all it holds. */
    void remove(SentDirectory parent, String name) {
        var removed = parent.entries().remove(name);
        if (removed instanceof SentFile file) {
            forget(file, parent.pathOf(name));
        } else if (removed instanceof SentDirectory directory) {
            forgetAll(directory);
        }
    }

    private void forgetAll(SentDirectory top) {
        var directories = new ArrayDeque<SentDirectory>();
        directories.push(top);
        while (!directories.isEmpty()) {
            var directory = directories.pop();
            directory.entries().forEach((name, entry) -> {
                switch (entry) {
                    case SentFile file -> forget(file, directory.pathOf(name));
                    case SentDirectory inner -> directories.push(inner);
                }
            });
            directory.entries().clear();
        }
    }

    private void forget(SentFile file, String path) {
        file.paths().remove(path);
        if (file.paths().isEmpty()) {
            files.remove(FileId.of(file.look().status()), file);
        }
    }

    static boolean isWhiteout(FileStatus status) {
        return status.type() == FileStatus.CHARACTER_DEVICE && status.device() == 0;
    }
}
