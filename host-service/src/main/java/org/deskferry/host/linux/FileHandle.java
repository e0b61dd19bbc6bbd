package org.deskferry.host.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** What the kernel knows a file by, whatever its name (name_to_handle_at(2)). */
public final class FileHandle {
    /** The path of a file that no name is known to lead to at the moment. */
    public static final String NO_NAME = "/";

    private static final int O_PATH = 0x200000;
    private static final int HEAD_BYTES = 8;
    private static final int LONGEST_PATH = 4096;

    private final byte[] struct;

    /** @param struct {@code struct file_handle}: its length, its type, and then as many bytes */
    FileHandle(byte[] struct) {
        this.struct = struct;
    }

    /** As proc(5)'s {@code fdinfo} has it. */
    public static FileHandle of(int type, String hexadecimal) {
        var bytes = HexFormat.of().parseHex(hexadecimal);
        return new FileHandle(ByteBuffer.allocate(HEAD_BYTES + bytes.length)
                .order(ByteOrder.nativeOrder())
                .putInt(bytes.length)
                .putInt(type)
                .put(bytes)
                .array());
    }

    /** Its path, one char a byte; empty if it is gone, or not of that file system. */
    Optional<String> path(int mount) throws LinuxException {
        var file = LibC.open_by_handle_at(mount, struct, O_PATH | LibC.O_CLOEXEC);
        if (file < 0) {
            if (LinuxException.meansGone(LibC.errno())) {
                return Optional.empty();
            }
            throw LibC.failure("open a file by its handle");
        }
        try {
            return Optional.of(pathOf(file));
        } finally {
            LibC.close(file);
        }
    }

    /** The same, of the file system that a directory is on. */
    public Optional<String> path(Directory directory) throws LinuxException {
        return path(directory.fd);
    }

    static String pathOf(int descriptor) throws LinuxException {
        var target = new byte[LONGEST_PATH];
        var length =
                (int) LibC.readlinkat(LibC.AT_FDCWD, LibC.raw("/proc/self/fd/" + descriptor), target, target.length);
        return new String(target, 0, LibC.check(length, "read a path"), StandardCharsets.ISO_8859_1);
    }
}
