package org.deskferry.host.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.deskferry.host.linux.BorrowedFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sockets that processes have open. */
final class PodSockets {
    private static final Logger LOG = LoggerFactory.getLogger(PodSockets.class);

    private PodSockets() {}

    /** Descriptors of a process for sockets that are not among {@code seen} yet, which gets them. */
    static List<Integer> of(long pid, Set<String> seen) {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return files.filter(file -> isSocket(file, seen))
                    .map(file -> Integer.parseInt(file.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            LOG.debug("process {} is gone: {}", pid, e.toString());
            return List.of();
        }
    }

    private static boolean isSocket(Path file, Set<String> seen) {
        try {
            var target = Files.readSymbolicLink(file).toString();
            return target.startsWith("socket:[") && seen.add(target);
        } catch (IOException e) {
            return false;
        }
    }

    /** Does something with a socket; false too if it has gone. */
    static boolean on(long pid, int descriptor, Predicate<BorrowedFile> deed) {
        return BorrowedFile.of(pid, descriptor)
                .map(socket -> {
                    try (socket) {
                        return deed.test(socket);
                    }
                })
                .orElse(false);
    }
}
