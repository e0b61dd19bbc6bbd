package org.deskferry.host.linux;

import static org.deskferry.host.linux.LibC.AT_SYMLINK_NOFOLLOW;
import static org.deskferry.host.linux.LibC.raw;

import com.sun.jna.Memory;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A directory held by descriptor. Names and paths in here are raw bytes, one char a byte (ISO 8859-1), since Linux asks
 * for no encoding; paths are relative and joined by '/'. No symbolic link is ever followed.
 *
 * <p>Where a method returns an Optional, empty means that no such file is there (any more).
 */
public final class Directory implements AutoCloseable {
    private static final int O_DIRECTORY = 0x10000;
    private static final int O_NOFOLLOW = 0x20000;
    private static final int O_NOATIME = 0x40000;
    private static final int O_NONBLOCK = 0x800;
    private static final long SYS_OPENAT2 = 437;
    private static final long RESOLVE_NO_SYMLINKS = 0x04;
    private static final long RESOLVE_BENEATH = 0x08;
    private static final int STATX_BASIC_STATS = 0x7FF;
    private static final int LISTING_BYTES = 16 * 1024;
    private static final int NAME_OFFSET = 19;
    private static final byte[] SELF = raw("");

    final int fd;
    private final String name;

    private Directory(int fd, String name) {
        this.fd = fd;
        this.name = name;
    }

    public static Directory open(Path path) throws LinuxException {
        var fd = LibC.openat(LibC.AT_FDCWD, LibC.text(path), O_DIRECTORY | LibC.O_CLOEXEC, 0);
        return new Directory(LibC.check(fd, "open " + path), path.toString());
    }

    /** The directory at {@code path} below this one; the empty path stands for this one itself. */
    public Optional<Directory> openDirectory(String path) throws LinuxException {
        return open(path, O_DIRECTORY).map(opened -> new Directory(opened, name + "/" + path));
    }

    /** The regular file at {@code path} below this one, to be read. */
    public Optional<OpenFile> openFile(String path) throws LinuxException {
        return open(path, O_NOATIME | O_NONBLOCK).map(opened -> new OpenFile(opened, name + "/" + path));
    }

    private Optional<Integer> open(String path, int flags) throws LinuxException {
        long[] how = {flags | O_NOFOLLOW | LibC.O_CLOEXEC, 0, RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS};
        var opened = (int)
                LibC.syscall(SYS_OPENAT2, fd, raw(path.isEmpty() ? "." : path), how, (long) how.length * Long.BYTES);
        return opened >= 0 ? Optional.of(opened) : gone("open " + path);
    }

    /** The names in this directory, without "." and "..", in no particular order. */
    public List<String> list() throws LinuxException {
        var names = new ArrayList<String>();
        LibC.check((int) LibC.lseek(fd, 0, 0), "read directory " + name);
        try (var memory = new Memory(LISTING_BYTES)) {
            var entries = memory.getByteBuffer(0, LISTING_BYTES).order(ByteOrder.nativeOrder());
            var bytes = new byte[LISTING_BYTES];
            for (int length; (length = listSome(memory)) > 0; ) {
                entries.get(0, bytes, 0, length);
                for (int at = 0; at < length; at += entries.getShort(at + 16)) {
                    var end = at + NAME_OFFSET;
                    while (bytes[end] != 0) {
                        end++;
                    }
                    var entry =
                            new String(bytes, at + NAME_OFFSET, end - at - NAME_OFFSET, StandardCharsets.ISO_8859_1);
                    if (!entry.equals(".") && !entry.equals("..")) {
                        names.add(entry);
                    }
                }
            }
        }
        return names;
    }

    private int listSome(Memory memory) throws LinuxException {
        var length = (int) LibC.getdents64(fd, memory, LISTING_BYTES);
        // A directory that has been removed since it was opened.
        if (length < 0 && LibC.errno() == LinuxException.ENOENT) {
            return 0;
        }
        return LibC.check(length, "read directory " + name);
    }

    public FileStatus status() throws LinuxException {
        var statx = new long[32];
        LibC.check(LibC.statx(fd, SELF, LibC.AT_EMPTY_PATH, STATX_BASIC_STATS, statx), "stat " + name);
        return FileStatus.of(statx);
    }

    public Optional<FileStatus> status(String entry) throws LinuxException {
        var statx = new long[32];
        return LibC.statx(fd, raw(entry), AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, statx) == 0
                ? Optional.of(FileStatus.of(statx))
                : gone("stat " + entry);
    }

    /** Where a symbolic link points to. */
    public Optional<String> readLink(String entry) throws LinuxException {
        var target = new byte[4096];
        var length = (int) LibC.readlinkat(fd, raw(entry), target, target.length);
        if (length < 0) {
            return LibC.errno() == LinuxException.EINVAL ? Optional.empty() : gone("read link " + entry);
        }
        return Optional.of(new String(target, 0, length, StandardCharsets.ISO_8859_1));
    }

    /** The extended attributes of an entry, or of this directory where {@code entry} is ".". */
    public Xattrs xattrs(String entry) {
        return new Xattrs("/proc/self/fd/" + fd + "/" + entry);
    }

    /** Changes what is in this directory. */
    public Edits edit() {
        return new Edits(fd, name);
    }

    /** Writes everything to the disk that the file system of this directory holds in memory. */
    public void syncFileSystem() throws LinuxException {
        LibC.check(LibC.syncfs(fd), "syncfs " + name);
    }

    private <T> Optional<T> gone(String what) throws LinuxException {
        // Too frequent for an exception that is only thrown away.
        if (LinuxException.meansGone(LibC.errno())) {
            return Optional.empty();
        }
        throw LibC.failure(what + " in " + name);
    }

    @Override
    public void close() {
        LibC.close(fd);
    }
}
