package org.deskferry.host.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A user namespace without processes, held by descriptor: what an id-mapped mount takes its mapping from. It is gone
 * when this is closed and no mount uses it any more.
 */
final class UserNamespace implements AutoCloseable {
    private final int fd;

    private UserNamespace(int fd) {
        this.fd = fd;
    }

    /** Makes a namespace in which the users and groups 0 to count-1 are first to first+count-1 outside. */
    static UserNamespace mapping(long first, long count) throws IOException {
        // Only a process can make a namespace; cat answers once it is inside, and ends with its standard input.
        var helper = new ProcessBuilder("unshare", "--user", "cat").start();
        try (var stdin = helper.getOutputStream();
                var stdout = helper.getInputStream();
                var stderr = helper.getErrorStream()) {
            stdin.write('\n');
            stdin.flush();
            if (stdout.read() != '\n') {
                throw new IOException("no user namespace: " + new String(stderr.readAllBytes(), UTF_8).strip());
            }
            var process = Path.of("/proc/" + helper.pid());
            var map = "0 " + first + " " + count + "\n";
            Files.writeString(process.resolve("uid_map"), map);
            Files.writeString(process.resolve("gid_map"), map);
            var namespace = process.resolve("ns/user");
            return new UserNamespace(LibC.check(
                    LibC.openat(LibC.AT_FDCWD, LibC.text(namespace), LibC.O_CLOEXEC, 0), "open " + namespace));
        } finally {
            helper.destroy();
        }
    }

    int fd() {
        return fd;
    }

    @Override
    public void close() {
        LibC.close(fd);
    }
}
