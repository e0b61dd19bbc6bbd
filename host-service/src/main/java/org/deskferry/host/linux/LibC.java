package org.deskferry.host.linux;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Calls of the C library as they are. After a result of -1, {@link #failure} tells why. */
final class LibC {
    static final int AT_FDCWD = -100;
    static final int AT_EMPTY_PATH = 0x1000;
    static final int O_CLOEXEC = 0x80000;

    static {
        Native.register(LibC.class, "c");
    }

    private LibC() {}

    static native int openat(int directory, byte[] path, int flags, int mode);

    static native int close(int fd);

    static native int open_tree(int directory, byte[] path, int flags);

    static native int mount_setattr(int directory, byte[] path, int flags, long[] attributes, long size);

    static native int move_mount(int fromDirectory, byte[] from, int toDirectory, byte[] to, int flags);

    static native int mount(byte[] source, byte[] target, byte[] type, long flags, byte[] options);

    static native int umount2(byte[] path, int flags);

    static native int statx(int directory, byte[] path, int flags, int mask, long[] result);

    private static native String strerror(int error);

    /** Why the last call of this thread failed. */
    static IOException failure(String what) {
        return new IOException(what + ": " + strerror(Native.getLastError()));
    }

    static int errno() {
        return Native.getLastError();
    }

    /** Returns {@code result}, or throws if it is negative. */
    static int check(int result, String what) throws IOException {
        if (result < 0) {
            throw failure(what);
        }
        return result;
    }

    /** A string as C has it. */
    static byte[] text(Object text) {
        return (text.toString() + '\0').getBytes(StandardCharsets.UTF_8);
    }
}
