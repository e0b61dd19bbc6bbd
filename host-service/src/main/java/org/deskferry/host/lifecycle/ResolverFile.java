package org.deskferry.host.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.deskferry.host.linux.Syscalls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a new pod its DNS servers, where its image leaves room for that: an {@code /etc/resolv.conf} that is empty. */
final class ResolverFile {
    private static final Logger LOG = LoggerFactory.getLogger(ResolverFile.class);

    private ResolverFile() {}

    /** @param root the mounted root of the pod, in which nothing runs yet */
    static void write(Path root, List<String> nameservers) {
        if (nameservers.isEmpty()) {
            return;
        }
        try (var found = Syscalls.openInRoot(root, "/etc/resolv.conf")) {
            if (Files.isRegularFile(found.path()) && Files.size(found.path()) == 0) {
                Files.writeString(
                        found.path(),
                        nameservers.stream()
                                .map(server -> "nameserver " + server + "\n")
                                .collect(Collectors.joining()));
            }
        } catch (IOException e) {
            LOG.warn("the pod does not learn its DNS servers: {}", e.toString());
        }
    }
}
