package org.deskferry.host.linux;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the kernel says of a file.
 *
 * @param mode type and permission bits, as in stat(2)
 * @param device number of the device that a device node stands for, as C's dev_t
 * @param fileSystem number of the device the file is on, as C's dev_t
 * @param blocks allocated, of 512 bytes
 */
public record FileStatus(
        int mode,
        int uid,
        int gid,
        long size,
        long blocks,
        long device,
        long fileSystem,
        long inode,
        int links,
        long modifiedSeconds,
        int modifiedNanos,
        long changedSeconds,
        int changedNanos) {
    public static final int TYPE_MASK = 0xF000;
    public static final int SOCKET = 0xC000;
    public static final int SYMLINK = 0xA000;
    public static final int FILE = 0x8000;
    public static final int BLOCK_DEVICE = 0x6000;
    public static final int DIRECTORY = 0x4000;
    public static final int CHARACTER_DEVICE = 0x2000;
    public static final int FIFO = 0x1000;

    private static final int STATX_BASIC_STATS = 0x7FF;

    /** Of the file that a path leads to, links followed; empty if there is none, or none any more. */
    public static Optional<FileStatus> at(Path path) {
        var statx = new long[32];
        return LibC.statx(LibC.AT_FDCWD, LibC.text(path), 0, STATX_BASIC_STATS, statx) < 0
                ? Optional.empty()
                : Optional.of(of(statx));
    }

    /** One of the type constants of this class. */
    public int type() {
        return mode & TYPE_MASK;
    }

    public boolean isDirectory() {
        return type() == DIRECTORY;
    }

    public boolean isFile() {
        return type() == FILE;
    }

    /** Mode without the type: permissions and the set-id and sticky bits. */
    public int permissions() {
        return mode & ~TYPE_MASK;
    }

    /** From struct statx, as words of a little-endian machine. */
    static FileStatus of(long[] statx) {
        return new FileStatus(
                high(statx[3]) & 0xFFFF,
                high(statx[2]),
                low(statx[3]),
                statx[5],
                statx[6],
                device(low(statx[16]), high(statx[16])),
                device(low(statx[17]), high(statx[17])),
                statx[4],
                low(statx[2]),
                statx[14],
                low(statx[15]),
                statx[12],
                low(statx[13]));
    }

    private static int high(long word) {
        return (int) (word >>> Integer.SIZE);
    }

    private static int low(long word) {
        return (int) word;
    }

    private static long device(int major, int minor) {
        return ((major & 0xFFFFF000L) << 32)
                | ((major & 0xFFFL) << 8)
                | ((minor & 0xFFFFFF00L) << 12)
                | (minor & 0xFFL);
    }
}
