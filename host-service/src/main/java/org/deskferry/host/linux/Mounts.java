package org.deskferry.host.linux;

import static org.deskferry.host.linux.LibC.text;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Mounts in the mount namespace of this process. */
public final class Mounts {
    private static final int OPEN_TREE_CLONE = 1;
    private static final int MOVE_MOUNT_F_EMPTY_PATH = 4;
    private static final long MOUNT_ATTR_RDONLY = 1;
    private static final long MOUNT_ATTR_NOSUID = 2;
    private static final long MOUNT_ATTR_NODEV = 4;
    private static final long MOUNT_ATTR_NOEXEC = 8;
    private static final long MOUNT_ATTR__ATIME = 0x70;
    private static final long MOUNT_ATTR_NODIRATIME = 0x80;
    private static final long MOUNT_ATTR_NOSYMFOLLOW = 0x200000;
    /** Options that are taken away, whether a source has them or not. */
    private static final long UNWANTED =
            MOUNT_ATTR_NOEXEC | MOUNT_ATTR__ATIME | MOUNT_ATTR_NODIRATIME | MOUNT_ATTR_NOSYMFOLLOW;

    private static final long MOUNT_ATTR_IDMAP = 0x100000;
    private static final int MNT_DETACH = 2;
    private static final int UMOUNT_NOFOLLOW = 8;
    private static final long STATX_ATTR_MOUNT_ROOT = 0x2000;

    private static final Duration RELEASE_LIMIT = Duration.ofSeconds(3);
    private static final Duration RELEASE_PAUSE = Duration.ofMillis(5);

    private Mounts() {}

    /**
     * Mounts the directory {@code source} at {@code target} as well. Its options are the same wherever {@code source} lies: programs run from
     * it, but set-uid ones gain nothing, and device files are none.
     */
    public static void bind(Path source, Path target) throws IOException {
        bind(source, target, 0, 0);
    }

    /**
     * The same of a read-only view, in which the owners 0 to count-1 of its files appear as first to first+count-1.
     */
    public static void bindMapped(Path source, Path target, long first, long count) throws IOException {
        try (var mapping = UserNamespace.mapping(first, count)) {
            bind(source, target, MOUNT_ATTR_IDMAP | MOUNT_ATTR_RDONLY, mapping.fd());
        }
    }

    private static void bind(Path source, Path target, long attributes, long namespace) throws IOException {
        var view = LibC.check(
                LibC.open_tree(
                        LibC.AT_FDCWD, text(source), OPEN_TREE_CLONE | LibC.O_CLOEXEC | LibC.AT_SYMLINK_NOFOLLOW),
                "open_tree " + source);
        try {
            long[] change = {attributes | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV, UNWANTED, 0, namespace};
            LibC.check(
                    LibC.mount_setattr(view, text(""), LibC.AT_EMPTY_PATH, change, (long) change.length * Long.BYTES),
                    "choose how " + source + " is mounted");
            LibC.check(
                    LibC.move_mount(view, text(""), LibC.AT_FDCWD, text(target), MOVE_MOUNT_F_EMPTY_PATH),
                    "mount " + source + " at " + target);
        } finally {
            LibC.close(view);
        }
    }

    /** Mounts a file system that has no device. Neither names nor values may contain a comma. */
    public static void mount(String type, Path target, Map<String, String> options) throws IOException {
        var words = options.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .toList();
        if (words.stream().anyMatch(word -> word.contains(","))) {
            throw new IOException("mount " + type + " at " + target + ": a comma in " + words);
        }
        var joined = words.stream().collect(Collectors.joining(","));
        LibC.check(
                LibC.mount(text(type), text(target), text(type), 0, text(joined)),
                "mount " + type + " at " + target + " (" + joined + ")");
    }

    /** Whether something is mounted at {@code path} itself; false where no such path is. */
    public static boolean isMounted(Path path) {
        var statx = new long[32];
        return LibC.statx(LibC.AT_FDCWD, text(path), LibC.AT_SYMLINK_NOFOLLOW, 0, statx) == 0
                && (statx[1] & STATX_ATTR_MOUNT_ROOT) != 0;
    }

    /** Takes the topmost mount at {@code path} away; fails while a process uses it. */
    public static void unmount(Path path) throws IOException {
        LibC.check(LibC.umount2(text(path), UMOUNT_NOFOLLOW), "unmount " + path);
    }

    /** Takes all mounts at {@code path} away, waiting up to three seconds for the last process that uses one. */
    public static void unmountAll(Path path) throws IOException {
        var end = System.nanoTime() + RELEASE_LIMIT.toNanos();
        while (isMounted(path)) {
            try {
                unmount(path);
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                pause();
            }
        }
    }

    /** Takes all mounts at {@code path} out of sight; each ends with the last process that uses it. */
    public static void detachAll(Path path) throws IOException {
        while (isMounted(path)) {
            LibC.check(LibC.umount2(text(path), MNT_DETACH | UMOUNT_NOFOLLOW), "detach " + path);
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(RELEASE_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
