package org.deskferry.host.linux;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.ProblemKind;

/** A disk without room for what was to be written, wherever that shows. */
public final class FullDisk {
    private FullDisk() {}

    /** Whether that is what a failure comes from. */
    public static boolean isBehind(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(FullDisk::says);
    }

    private static boolean says(Throwable cause) {
        if (cause instanceof LinuxException linux) {
            return linux.meansFull();
        }
        var message = String.valueOf(cause.getMessage());
        return cause instanceof IOException
                && (message.contains("No space left") || message.contains("Disk quota exceeded"));
    }

    /**
     * The failure in words.
     *
     * @param path a directory on the disk
     * @param what was to be written: "the file tree"
     */
    public static ProblemException problem(Throwable cause, Path path, Phrase what) throws IOException {
        var free = Files.getFileStore(path).getUsableSpace() / (1 << 20);
        return ProblemException.causedBy(
                cause,
                ProblemKind.PROBLEM_KIND_DISK_FULL,
                say("file system at {0}", mountOf(path.toRealPath())),
                say("It has no room for {0} ({1} MiB are free).", what, free),
                say("Remove files there or pods that are not needed, then try again."));
    }

    private static Path mountOf(Path path) throws IOException {
        var device = Files.getAttribute(path, "unix:dev");
        var mount = path;
        for (var parent = mount.getParent();
                parent != null && Files.getAttribute(parent, "unix:dev").equals(device);
                parent = parent.getParent()) {
            mount = parent;
        }
        return mount;
    }
}
