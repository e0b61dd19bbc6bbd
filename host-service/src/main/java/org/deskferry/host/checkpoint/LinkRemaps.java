package org.deskferry.host.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.deskferry.host.linux.Directory;
import org.deskferry.host.linux.FileStatus;
import org.deskferry.host.linux.Proc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names that CRIU gives files for the time of a dump ({@code --link-remap}): to those which a program has open by a name that is gone, and which
 * have another. One that is killed leaves them, and the next finds them in its way.
 */
public final class LinkRemaps {
    private static final Logger LOG = LoggerFactory.getLogger(LinkRemaps.class);
    private static final String GONE = " (deleted)";
    private static final Pattern NAME = Pattern.compile("link_remap\\.\\d+");

    private LinkRemaps() {}

    /** Takes away what a CRIU that runs no more has left in the files of these processes. */
    public static void remove(Collection<Long> pids) {
        for (var pid : pids) {
            for (var kind : List.of("fd", "map_files")) {
                remove(pid, Proc.root(pid).resolveSibling(kind));
            }
        }
    }

    private static void remove(long pid, Path links) {
        try (Stream<Path> files = Files.list(links)) {
            for (var file : files.toList()) {
                remove(pid, file, Files.readSymbolicLink(file).toString());
            }
        } catch (IOException e) {
            LOG.debug("process {} is gone, or closes files: {}", pid, e.toString());
        }
    }

    private static void remove(long pid, Path file, String target) throws IOException {
        if (!target.startsWith("/") || !target.endsWith(GONE)) {
            return;
        }
        var status = FileStatus.at(file).filter(found -> found.isFile() && found.links() > 0);
        if (status.isPresent()) {
            remove(pid, target.substring(1, target.lastIndexOf('/') + 1), status.get());
        }
    }

    private static void remove(long pid, String folder, FileStatus file) throws IOException {
        try (var root = Directory.open(Proc.root(pid))) {
            var opened = root.openDirectory(raw(folder));
            if (opened.isEmpty()) {
                return;
            }
            try (var directory = opened.get()) {
                for (var name : directory.list()) {
                    if (NAME.matcher(name).matches()
                            && directory
                                    .status(name)
                                    .filter(found -> isSame(found, file))
                                    .isPresent()) {
                        directory.edit().removeFile(name);
                        LOG.info("{} in /{} is removed: the engine has left it", name, folder);
                    }
                }
            }
        }
    }

    private static boolean isSame(FileStatus found, FileStatus file) {
        return found.inode() == file.inode() && found.fileSystem() == file.fileSystem();
    }

    /** One char a byte, as directories have it. */
    private static String raw(String text) {
        var path = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
