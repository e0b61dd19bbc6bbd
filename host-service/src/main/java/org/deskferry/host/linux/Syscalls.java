package org.deskferry.host.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Path;

/** System calls that Java has no word for. Each fails with an {@link IOException} that names the call and its object. */
public final class Syscalls {
    private static final int O_PATH = 0x200000;
    private static final int O_CLOEXEC = 0x80000;
    private static final long SYS_OPENAT2 = 437;
    private static final long RESOLVE_NO_MAGICLINKS = 0x02;
    private static final long RESOLVE_IN_ROOT = 0x10;

    private static final LibC LIBC = Native.load("c", LibC.class);

    private Syscalls() {}

    private interface LibC extends Library {
        NativeLong syscall(NativeLong number, Object... arguments) throws LastErrorException;

        int open(String path, int flags) throws LastErrorException;

        int close(int fd) throws LastErrorException;
    }

    /**
     * Opens {@code path} as a process whose root directory is {@code root} would find it, so that no symbolic link in
     * there leads out. The descriptor names the file without opening it (O_PATH).
     */
    public static PathDescriptor openInRoot(Path root, String path) throws IOException {
        var rootFd = call("open " + root, () -> LIBC.open(root.toString(), O_PATH | O_CLOEXEC));
        try (var how = new Memory(24)) {
            how.setLong(0, O_PATH | O_CLOEXEC);
            how.setLong(8, 0);
            how.setLong(16, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
            var fd = call(
                    "openat2 " + path + " in " + root,
                    () -> LIBC.syscall(
                                    new NativeLong(SYS_OPENAT2),
                                    rootFd,
                                    path,
                                    (Pointer) how,
                                    new NativeLong(how.size()))
                            .intValue());
            return new PathDescriptor(fd);
        } finally {
            call("close", () -> LIBC.close(rootFd));
        }
    }

    static void close(int fd) throws IOException {
        call("close", () -> LIBC.close(fd));
    }

    @FunctionalInterface
    private interface Call {
        int run() throws LastErrorException;
    }

    private static int call(String what, Call call) throws IOException {
        try {
            return call.run();
        } catch (LastErrorException e) {
            throw new IOException(what + ": " + e.getMessage(), e);
        }
    }
}
