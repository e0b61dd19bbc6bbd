package org.deskferry.host.display;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deskferry.host.linux.Syscalls;

/** Small regular files in the tree of a pod. */
final class PodFile {
    private PodFile() {}

    /** The content of the file that a process with the root directory {@code root} finds at {@code path}. */
    static byte[] read(Path root, String path, int limit) throws IOException {
        try (var file = Syscalls.openInRoot(root, path)) {
            // What the kernel makes up, such as /proc/kmsg, might block; its size is 0.
            long size = Files.size(file.path());
            if (!Files.isRegularFile(file.path()) || size == 0 || size > limit) {
                throw new IOException(path + " is not a regular file of 1 to " + limit + " bytes");
            }
            try (var content = Files.newInputStream(file.path())) {
                return content.readNBytes(limit);
            }
        }
    }
}
