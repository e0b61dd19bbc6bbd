package org.deskferry.host.linux;

import java.io.IOException;

/** A system call failed. The message names the call, its object and the kernel's reason. */
public final class LinuxException extends IOException {
    static final int EAGAIN = 11;
    static final int EINVAL = 22;
    private static final int ERANGE = 34;
    static final int ENODATA = 61;
    static final int ENOTSUP = 95;

    static final int ENOENT = 2;
    static final int ENXIO = 6;
    private static final int EEXIST = 17;
    private static final int ENOTDIR = 20;
    private static final int EISDIR = 21;
    private static final int ENOSPC = 28;
    private static final int ELOOP = 40;
    private static final int ESTALE = 116;
    private static final int EDQUOT = 122;

    private final int errno;

    LinuxException(String message, int errno) {
        super(message);
        this.errno = errno;
    }

    /** The file is not there, or is of another kind than was asked for. */
    public boolean meansGone() {
        return meansGone(errno);
    }

    static boolean meansGone(int errno) {
        return switch (errno) {
            case ENOENT, ENOTDIR, ELOOP, ENXIO, ESTALE -> true;
            default -> false;
        };
    }

    boolean meansTooSmall() {
        return errno == ERANGE;
    }

    /** What was to be done to a file can't be done to a directory. */
    public boolean meansDirectory() {
        return errno == EISDIR;
    }

    public boolean meansExists() {
        return errno == EEXIST;
    }

    /** The disk, or somebody's share of it, is full. */
    public boolean meansFull() {
        return errno == ENOSPC || errno == EDQUOT;
    }
}
