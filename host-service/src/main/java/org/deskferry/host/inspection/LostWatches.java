package org.deskferry.host.inspection;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.deskferry.host.linux.FileStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What programs watch (inotify) and the kernel cannot give a handle of any more, by which CRIU writes a watch down. When memory is short the kernel forgets where in an
 * overlay a watched directory is, until somebody comes by.
 */
public final class LostWatches {
    private static final Logger LOG = LoggerFactory.getLogger(LostWatches.class);

    /** A line of proc(5)'s {@code fdinfo}; of what has a handle it goes on. */
    private static final Pattern WITHOUT_HANDLE =
            Pattern.compile("inotify wd:\\S+ ino:([0-9a-f]+) sdev:\\S+ mask:\\S+ ignored_mask:\\S+\\s*");

    private static final int HEXADECIMAL = 16;

    private LostWatches() {}

    /**
     * Has the kernel find it again, as far as it is below {@code root} and on the same file system. The kernel may forget again; CRIU says so then.
     *
     * @param pids of the processes that watch
     */
    public static void find(Path root, List<Long> pids) throws IOException {
        var lost = inodes(pids);
        if (!lost.isEmpty()) {
            LOG.info("{} watched directories were forgotten by the kernel and are looked for", lost.size());
            var start = root.resolve("."); // the root of a process is a link
            Files.walkFileTree(
                    start, new Search(FileStatus.at(start).orElseThrow().fileSystem(), lost));
        }
    }

    /** The numbers of all inodes that are watched and have no handle. */
    static Set<Long> inodes(List<Long> pids) {
        return pids.stream()
                .map(Program::new)
                .flatMap(program -> program.files().stream())
                .filter(OpenFile::isWatcher)
                .flatMap(file -> file.infoLines().stream())
                .map(WITHOUT_HANDLE::matcher)
                .filter(Matcher::matches)
                .map(line -> Long.parseUnsignedLong(line.group(1), HEXADECIMAL))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Comes by everything, until nothing is lost. */
    private static final class Search extends SimpleFileVisitor<Path> {
        private final long fileSystem;
        private final Set<Long> lost;

        Search(long fileSystem, Set<Long> lost) {
            this.fileSystem = fileSystem;
            this.lost = lost;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            var status = FileStatus.at(directory);
            return status.isPresent() && status.get().fileSystem() != fileSystem
                    ? FileVisitResult.SKIP_SUBTREE
                    : comeBy(status);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return attributes.isSymbolicLink() ? FileVisitResult.CONTINUE : comeBy(FileStatus.at(file));
        }

        private FileVisitResult comeBy(Optional<FileStatus> found) {
            found.ifPresent(status -> lost.remove(status.inode()));
            return lost.isEmpty() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        /** The pod runs, and its files come and go. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
