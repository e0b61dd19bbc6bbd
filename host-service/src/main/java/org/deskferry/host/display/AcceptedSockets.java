package org.deskferry.host.display;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The far ends of connections to a Unix socket. The kernel lists them in the network namespace of those who connected, so
 * connections that were made inside a pod are not among them.
 */
final class AcceptedSockets {
    private static final Path TABLE = Path.of("/proc/self/net/unix");
    private static final int FLAGS = 3;
    private static final int PATH = 7;
    private static final String LISTENING = "00010000";

    private AcceptedSockets() {}

    /**
     * Kernel names of all ends accepted, or waiting to be accepted, by listeners at {@code path}: in whatever directory,
     * because the kernel tells the path that the listener used.
     */
    static Set<String> at(String path) {
        var name = path.substring(path.lastIndexOf('/'));
        return table().lines()
                .map(line -> line.trim().split(" +", PATH + 1))
                .filter(fields -> fields.length > PATH
                        && fields[PATH].startsWith("/")
                        && fields[PATH].endsWith(name)
                        && !fields[FLAGS].equals(LISTENING))
                .map(fields -> fields[0])
                .collect(Collectors.toSet());
    }

    private static String table() {
        try {
            // Not UTF-8: any process may have bound a name that is no text.
            return Files.readString(TABLE, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
