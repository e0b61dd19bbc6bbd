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
import java.util.stream.Stream;
import org.deskferry.host.linux.Directory;
import org.deskferry.host.linux.FileHandle;
import org.deskferry.host.linux.FileStatus;
import org.deskferry.host.pod.UsrMount;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What programs watch (inotify) and CRIU cannot write down. When memory is short the kernel forgets where in an overlay a watched directory is, and has no
 * handle of it any more; of a file in {@code /usr}, which is no overlay, it has one, and forgets what leads there. Both until somebody comes by.
 */
public final class LostWatches {
    private static final Logger LOG = LoggerFactory.getLogger(LostWatches.class);

    /** A line of proc(5)'s {@code fdinfo}; of what has a handle it goes on. */
    private static final Pattern WITHOUT_HANDLE =
            Pattern.compile("inotify wd:\\S+ ino:([0-9a-f]+) sdev:\\S+ mask:\\S+ ignored_mask:\\S+\\s*");

    private static final Pattern WITH_HANDLE =
            Pattern.compile("inotify wd:\\S+ ino:([0-9a-f]+) .* fhandle-type:([0-9a-f]+) f_handle:([0-9a-f]+)\\s*");

    private static final int HEXADECIMAL = 16;

    private LostWatches() {}

    /**
     * Has the kernel find it again, as far as it is on the file system of {@code root} or on that of its {@code /usr}. The kernel may forget again; CRIU says so then.
     *
     * @param pids of the processes that watch
     */
    public static void find(Path root, List<Long> pids) throws IOException {
        look(root, inodes(pids));
        var usr = root.resolve(UsrMount.DIRECTORY);
        if (FileStatus.at(usr)
                .filter(found -> found.fileSystem() != fileSystem(root))
                .isPresent()) {
            look(usr, nameless(usr, pids));
        }
    }

    private static void look(Path root, Set<Long> lost) throws IOException {
        if (!lost.isEmpty()) {
            LOG.info("{} watched files were forgotten by the kernel and are looked for", lost.size());
            var start = root.resolve("."); // the root of a process is a link
            Files.walkFileTree(start, new Search(fileSystem(root), lost));
        }
    }

    private static long fileSystem(Path root) {
        return FileStatus.at(root.resolve(".")).orElseThrow().fileSystem();
    }

    /** The numbers of all inodes that are watched and have no handle. */
    static Set<Long> inodes(List<Long> pids) {
        return watches(pids, WITHOUT_HANDLE).map(LostWatches::inode).collect(Collectors.toCollection(HashSet::new));
    }

    /** The numbers of all inodes of that file system that are watched, and of which no name is known. */
    static Set<Long> nameless(Path mount, List<Long> pids) throws IOException {
        var found = new HashSet<Long>();
        try (var directory = Directory.open(mount)) {
            for (var watch : watches(pids, WITH_HANDLE).toList()) {
                var handle = FileHandle.of(Integer.parseInt(watch.group(2), HEXADECIMAL), watch.group(3));
                if (handle.path(directory).filter(FileHandle.NO_NAME::equals).isPresent()) {
                    found.add(inode(watch));
                }
            }
        }
        return found;
    }

    private static Stream<Matcher> watches(List<Long> pids, Pattern line) {
        return pids.stream()
                .map(Program::new)
                .flatMap(program -> program.files().stream())
                .filter(OpenFile::isWatcher)
                .flatMap(file -> file.infoLines().stream())
                .map(line::matcher)
                .filter(Matcher::matches);
    }

    private static long inode(Matcher watch) {
        return Long.parseUnsignedLong(watch.group(1), HEXADECIMAL);
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
