package org.deskferry.host.linux;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is held by descriptor, whatever becomes of its name. */
public final class PathDescriptor implements AutoCloseable {
    private final int fd;

    PathDescriptor(int fd) {
        this.fd = fd;
    }

    /** A path that reaches the held file as long as this is open. */
    public Path path() {
        return Path.of("/proc/self/fd/" + fd);
    }

    @Override
    public void close() throws IOException {
        Syscalls.close(fd);
    }
}
