package org.deskferry.host.linux;

/** A regular file held by descriptor. */
public final class OpenFile implements AutoCloseable {
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int KEEP_SIZE = 1;
    private static final int PUNCH_HOLE = 2;
    private static final int STATX_BASIC_STATS = 0x7FF;
    private static final byte[] SELF = LibC.raw("");

    private final int fd;
    private final String name;

    OpenFile(int fd, String name) {
        this.fd = fd;
        this.name = name;
    }

    public FileStatus status() throws LinuxException {
        var statx = new long[32];
        LibC.check(LibC.statx(fd, SELF, LibC.AT_EMPTY_PATH, STATX_BASIC_STATS, statx), "stat " + name);
        return FileStatus.of(statx);
    }

    /** Reads up to {@code length} bytes to the start of {@code buffer} and returns how many; fewer only at the end. */
    public int read(NativeBuffer buffer, int length, long offset) throws LinuxException {
        var done = 0;
        while (done < length) {
            var count = LibC.check(
                    (int) LibC.pread(fd, buffer.memory.share(done), length - done, offset + done), "read " + name);
            if (count == 0) {
                break;
            }
            done += count;
        }
        return done;
    }

    /** Writes the first {@code length} bytes of {@code buffer}. */
    public void write(NativeBuffer buffer, int length, long offset) throws LinuxException {
        write(buffer, 0, length, offset);
    }

    /** Writes {@code length} bytes of {@code buffer}, from its byte {@code from} on. */
    public void write(NativeBuffer buffer, int from, int length, long offset) throws LinuxException {
        for (int done = 0; done < length; ) {
            done += LibC.check(
                    (int) LibC.pwrite(fd, buffer.memory.share(from + done), length - done, offset + done),
                    "write " + name);
        }
    }

    /** Makes a hole, which reads as zeros and takes no room; the file's size stays. */
    public void punch(long offset, long length) throws LinuxException {
        LibC.check(LibC.fallocate(fd, PUNCH_HOLE | KEEP_SIZE, offset, length), "make a hole in " + name);
    }

    /** Cuts the file, or lets it grow by a hole. */
    public void resize(long size) throws LinuxException {
        LibC.check(LibC.ftruncate(fd, size), "resize " + name);
    }

    /** Where the next data at or after {@code offset} begins; {@code end} if there is none before that. */
    public long nextData(long offset, long end) throws LinuxException {
        return seek(offset, SEEK_DATA, end);
    }

    /** Where the next hole at or after {@code offset} begins, at most {@code end}. */
    public long nextHole(long offset, long end) throws LinuxException {
        return seek(offset, SEEK_HOLE, end);
    }

    private long seek(long offset, int whence, long end) throws LinuxException {
        var found = LibC.lseek(fd, offset, whence);
        if (found >= 0) {
            return Math.min(found, end);
        }
        if (LibC.errno() == LinuxException.ENXIO) {
            return end;
        }
        throw LibC.failure("seek in " + name);
    }

    @Override
    public void close() {
        LibC.close(fd);
    }
}
