package org.deskferry.host.linux;

import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which names of a mounted file system something has changed at, through whichever mount of it (fanotify(7), events with the directory and
 * the name, Linux 5.9). It does not see what is written through a mapping until the file is closed. For one thread at a time.
 */
public final class ChangeWatch implements AutoCloseable {
    private static final int FAN_CLOEXEC = 1;
    private static final int FAN_NONBLOCK = 2;
    private static final int FAN_REPORT_DIR_FID = 0x400;
    private static final int FAN_REPORT_NAME = 0x800;

    private static final int FAN_MARK_ADD = 1;
    private static final int FAN_MARK_FILESYSTEM = 0x100;

    private static final long FAN_MODIFY = 0x2;
    private static final long FAN_ATTRIB = 0x4;
    private static final long FAN_CLOSE_WRITE = 0x8;
    private static final long FAN_MOVED = 0xC0;
    private static final long FAN_CREATE = 0x100;
    private static final long FAN_DELETE = 0x200;
    private static final long FAN_Q_OVERFLOW = 0x4000;
    private static final long FAN_ONDIR = 0x40000000;
    private static final long CHANGES =
            FAN_MODIFY | FAN_ATTRIB | FAN_CLOSE_WRITE | FAN_MOVED | FAN_CREATE | FAN_DELETE | FAN_ONDIR;

    private static final int BUFFER_BYTES = 64 << 10;
    private static final byte FAN_EVENT_INFO_TYPE_DFID_NAME = 2;

    // struct fanotify_event_metadata, and behind it struct fanotify_event_info_fid with a struct file_handle and the
    // name.
    private static final int INFO_LENGTH_AT = 6;
    private static final int MASK_AT = 8;
    private static final int HANDLE_AT = 12;
    private static final int HANDLE_HEAD_BYTES = 8;

    private final int fd;
    private final Path root;

    private ChangeWatch(int fd, Path root) {
        this.fd = fd;
        this.root = root;
    }

    /**
     * Begins to watch. The file system can be unmounted meanwhile, which ends it.
     *
     * @param root where the file system is mounted, or a directory of it: no more than that is told of
     * @throws LinuxException if the kernel cannot watch it
     */
    public static ChangeWatch of(Path root) throws LinuxException {
        var flags = FAN_CLOEXEC | FAN_NONBLOCK | FAN_REPORT_DIR_FID | FAN_REPORT_NAME;
        var fd = LibC.check(LibC.fanotify_init(flags, 0), "watch " + root);
        try {
            LibC.check(
                    LibC.fanotify_mark(fd, FAN_MARK_ADD | FAN_MARK_FILESYSTEM, CHANGES, LibC.AT_FDCWD, LibC.text(root)),
                    "watch " + root);
            return new ChangeWatch(fd, root);
        } catch (LinuxException e) {
            LibC.close(fd);
            throw e;
        }
    }

    /** What has changed since the last call; empty if that was more than the kernel remembers. */
    public Optional<Set<ChangedName>> take() throws LinuxException {
        try (var top = Directory.open(root);
                var memory = new Memory(BUFFER_BYTES)) {
            var places = new Places(top.fd, FileHandle.pathOf(top.fd));
            var found = new HashSet<ChangedName>();
            var complete = true;
            var events = memory.getByteBuffer(0, BUFFER_BYTES).order(ByteOrder.nativeOrder());
            for (int length; (length = read(memory)) > 0; ) {
                for (var at = 0; at < length; at += events.getInt(at)) {
                    complete &= (events.getLong(at + MASK_AT) & FAN_Q_OVERFLOW) == 0 && note(events, at, found, places);
                }
            }
            return complete ? Optional.of(found) : Optional.empty();
        }
    }

    /** Returns false if the event does not tell its place. */
    private static boolean note(ByteBuffer events, int event, Set<ChangedName> found, Places places)
            throws LinuxException {
        var info = event + events.getShort(event + INFO_LENGTH_AT);
        var end = event + events.getInt(event);
        if (info >= end || events.get(info) != FAN_EVENT_INFO_TYPE_DFID_NAME) {
            return false;
        }
        var handle = new byte[HANDLE_HEAD_BYTES + events.getInt(info + HANDLE_AT)];
        events.get(info + HANDLE_AT, handle);
        var nameAt = info + HANDLE_AT + handle.length;
        var nameEnd = nameAt;
        while (events.get(nameEnd) != 0) {
            nameEnd++;
        }
        var name = new byte[nameEnd - nameAt];
        events.get(nameAt, name);
        places.of(handle).ifPresent(directory -> found.add(new ChangedName(directory, text(name))));
        return true;
    }

    /** Where directories are, by their handles; asked once of each. */
    private record Places(int top, String topPath, Map<String, Optional<String>> known) {
        Places(int top, String topPath) {
            this(top, topPath, new HashMap<>());
        }

        /** The path below the top; empty if it is elsewhere, or the directory has been removed since, which its own name tells. */
        Optional<String> of(byte[] handle) throws LinuxException {
            var key = text(handle);
            if (!known.containsKey(key)) {
                known.put(key, find(handle));
            }
            return known.get(key);
        }

        private Optional<String> find(byte[] handle) throws LinuxException {
            return new FileHandle(handle).path(top).flatMap(this::below);
        }

        private Optional<String> below(String path) {
            if (path.equals(topPath)) {
                return Optional.of("");
            }
            return path.startsWith(topPath + "/")
                    ? Optional.of(path.substring(topPath.length() + 1))
                    : Optional.empty();
        }
    }

    private int read(Memory memory) throws LinuxException {
        var length = (int) LibC.read(fd, memory, BUFFER_BYTES);
        return length < 0 && LibC.errno() == LinuxException.EAGAIN ? 0 : LibC.check(length, "read changes");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        LibC.close(fd);
    }
}
