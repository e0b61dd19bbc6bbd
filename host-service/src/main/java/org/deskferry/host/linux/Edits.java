package org.deskferry.host.linux;

import static org.deskferry.host.linux.LibC.AT_SYMLINK_NOFOLLOW;
import static org.deskferry.host.linux.LibC.raw;

/** Changes of a directory's entries. Names are raw bytes, one char a byte; "." is the directory itself. */
public final class Edits {
    private static final int O_RDWR = 2;
    private static final int O_CREAT = 0x40;
    private static final int O_EXCL = 0x80;
    private static final int O_TRUNC = 0x200;
    private static final int O_NOFOLLOW = 0x20000;
    private static final int AT_REMOVEDIR = 0x200;
    private static final long UTIME_OMIT = 0x3FFFFFFEL;
    private static final int PRIVATE_FILE = 0600;
    private static final int PRIVATE_DIRECTORY = 0700;

    private final int directory;
    private final String where;

    Edits(int directory, String where) {
        this.directory = directory;
        this.where = where;
    }

    /** Makes a file that is not there yet, for nobody but its owner. */
    public OpenFile createFile(String name) throws LinuxException {
        return openFile(name, O_CREAT | O_EXCL);
    }

    /** Opens a file that is there, to be written. */
    public OpenFile openFile(String name) throws LinuxException {
        return openFile(name, 0);
    }

    /** Opens a file that is there and takes its content away. */
    public OpenFile emptyFile(String name) throws LinuxException {
        return openFile(name, O_TRUNC);
    }

    private OpenFile openFile(String name, int flags) throws LinuxException {
        var fd = LibC.openat(directory, raw(name), O_RDWR | O_NOFOLLOW | LibC.O_CLOEXEC | flags, PRIVATE_FILE);
        return new OpenFile(LibC.check(fd, at("open", name)), where + "/" + name);
    }

    public void createDirectory(String name) throws LinuxException {
        LibC.check(LibC.mkdirat(directory, raw(name), PRIVATE_DIRECTORY), at("create directory", name));
    }

    public void createSymlink(String name, String target) throws LinuxException {
        LibC.check(LibC.symlinkat(raw(target), directory, raw(name)), at("create link", name));
    }

    /**
     * Makes a device node, fifo or socket.
     *
     * @param type as in {@link FileStatus}
     * @param device as in {@link FileStatus#device}
     */
    public void createNode(String name, int type, long device) throws LinuxException {
        LibC.check(LibC.mknodat(directory, raw(name), type | PRIVATE_FILE, device), at("create node", name));
    }

    /** Gives the file {@code target} in {@code from} a further name here. */
    public void createHardLink(String name, Directory from, String target) throws LinuxException {
        LibC.check(LibC.linkat(from.fd, raw(target), directory, raw(name), 0), at("create hard link", name));
    }

    /** Renames the entry {@code old} of {@code from} to {@code name} here, in place of what had that name. */
    public void move(Directory from, String old, String name) throws LinuxException {
        LibC.check(LibC.renameat(from.fd, raw(old), directory, raw(name)), at("move to", name));
    }

    public void removeFile(String name) throws LinuxException {
        LibC.check(LibC.unlinkat(directory, raw(name), 0), at("remove", name));
    }

    /** Removes a directory that is empty. */
    public void removeDirectory(String name) throws LinuxException {
        LibC.check(LibC.unlinkat(directory, raw(name), AT_REMOVEDIR), at("remove", name));
    }

    /** Clears the set-id bits and the capabilities of a file. */
    public void setOwner(String name, int uid, int gid) throws LinuxException {
        LibC.check(LibC.fchownat(directory, raw(name), uid, gid, AT_SYMLINK_NOFOLLOW), at("set owner of", name));
    }

    /** Not for symbolic links: they have no permissions. */
    public void setPermissions(String name, int permissions) throws LinuxException {
        LibC.check(LibC.fchmodat(directory, raw(name), permissions, 0), at("set permissions of", name));
    }

    /** Sets the time of the last modification and leaves that of the last access. */
    public void setModified(String name, long seconds, int nanos) throws LinuxException {
        long[] times = {0, UTIME_OMIT, seconds, nanos};
        LibC.check(LibC.utimensat(directory, raw(name), times, AT_SYMLINK_NOFOLLOW), at("set time of", name));
    }

    private String at(String what, String name) {
        return what + " " + name + " in " + where;
    }
}
