package org.deskferry.host.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Calls of the C library as they are. After a result of -1, {@link #failure} tells why. */
final class LibC {
    static final int AT_FDCWD = -100;
    static final int AT_EMPTY_PATH = 0x1000;
    static final int AT_SYMLINK_NOFOLLOW = 0x100;
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

    static native long syscall(long number, long directory, byte[] path, long[] how, long size);

    static native long syscall(long number, long first, long second, long third, long fourth, int[] fifth);

    static native long getdents64(int directory, Pointer entries, long size);

    static native long readlinkat(int directory, byte[] path, byte[] target, long size);

    static native long llistxattr(byte[] path, byte @Nullable [] names, long size);

    static native long lgetxattr(byte[] path, byte[] name, byte[] value, long size);

    static native int lsetxattr(byte[] path, byte[] name, byte[] value, long size, int flags);

    static native int lremovexattr(byte[] path, byte[] name);

    static native long lseek(int fd, long offset, int whence);

    static native long pread(int fd, Pointer buffer, long size, long offset);

    static native long pwrite(int fd, Pointer buffer, long size, long offset);

    static native int ftruncate(int fd, long size);

    static native int fallocate(int fd, int mode, long offset, long length);

    static native int syncfs(int fd);

    static native int mkdirat(int directory, byte[] path, int mode);

    static native int mknodat(int directory, byte[] path, int mode, long device);

    static native int symlinkat(byte[] target, int directory, byte[] path);

    static native int linkat(int fromDirectory, byte[] from, int toDirectory, byte[] to, int flags);

    static native int renameat(int fromDirectory, byte[] from, int toDirectory, byte[] to);

    static native int unlinkat(int directory, byte[] path, int flags);

    static native int fchownat(int directory, byte[] path, int user, int group, int flags);

    static native int fchmodat(int directory, byte[] path, int mode, int flags);

    static native int utimensat(int directory, byte[] path, long[] accessAndModification, int flags);

    static native int setns(int fd, int kind);

    static native int if_nametoindex(byte[] name);

    static native int socket(int family, int type, int protocol);

    static native long send(int socket, Pointer buffer, long size, int flags);

    static native long recv(int socket, Pointer buffer, long size, int flags);

    static native int getsockopt(int socket, int level, int option, int[] value, int[] size);

    static native int setsockopt(int socket, int level, int option, byte[] value, int size);

    static native int ioctl(int fd, long request, int[] value);

    static native long read(int fd, Pointer buffer, long size);

    static native int fanotify_init(int flags, int eventFlags);

    static native int fanotify_mark(int fd, int flags, long mask, int directory, byte[] path);

    static native int open_by_handle_at(int mount, byte[] handle, int flags);

    static native int pidfd_open(int pid, int flags);

    static native int pidfd_getfd(int pidfd, int fd, int flags);

    private static native String strerror(int error);

    /** Why the last call of this thread failed. */
    static LinuxException failure(String what) {
        var errno = errno();
        return new LinuxException(what + ": " + strerror(errno), errno);
    }

    static int errno() {
        return Native.getLastError();
    }

    /** Returns {@code result}, or throws if it is negative. */
    static int check(int result, String what) throws LinuxException {
        if (result < 0) {
            throw failure(what);
        }
        return result;
    }

    /** A string as C has it. */
    static byte[] text(Object text) {
        return terminated(text.toString(), StandardCharsets.UTF_8);
    }

    /** A raw name, one char a byte, as C has it. */
    static byte[] raw(String name) {
        return terminated(name, StandardCharsets.ISO_8859_1);
    }

    private static byte[] terminated(String text, Charset charset) {
        return text.concat("\0").getBytes(charset);
    }
}
