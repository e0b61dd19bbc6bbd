package org.deskferry.host.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The extended attributes of one file, a symbolic link's own included. */
public final class Xattrs {
    private static final int FIRST_TRY = 1024;
    private static final int LARGEST = 64 * 1024;

    private final String path;

    /** @param path raw bytes, one char a byte */
    Xattrs(String path) {
        this.path = path;
    }

    /** Empty also where the file is gone or its file system has no extended attributes. */
    public List<String> names() throws LinuxException {
        var raw = LibC.raw(path);
        for (int size = FIRST_TRY; ; size = LARGEST) {
            var list = new byte[size];
            var length = (int) LibC.llistxattr(raw, list, size);
            if (length >= 0) {
                return split(list, length);
            }
            if (LibC.errno() == LinuxException.ENOTSUP) {
                return List.of();
            }
            var failure = LibC.failure("list xattrs of " + path);
            if (failure.meansGone()) {
                return List.of();
            }
            if (!failure.meansTooSmall() || size == LARGEST) {
                throw failure;
            }
        }
    }

    public Optional<byte[]> get(String name) throws LinuxException {
        for (int size = FIRST_TRY; ; size = LARGEST) {
            var value = new byte[size];
            var length = (int) LibC.lgetxattr(LibC.raw(path), LibC.raw(name), value, size);
            if (length >= 0) {
                return Optional.of(Arrays.copyOf(value, length));
            }
            if (LibC.errno() == LinuxException.ENODATA) {
                return Optional.empty();
            }
            var failure = LibC.failure("read xattr " + name + " of " + path);
            if (failure.meansGone()) {
                return Optional.empty();
            }
            if (!failure.meansTooSmall() || size == LARGEST) {
                throw failure;
            }
        }
    }

    public void set(String name, byte[] value) throws LinuxException {
        LibC.check(
                LibC.lsetxattr(LibC.raw(path), LibC.raw(name), value, value.length, 0),
                "set xattr " + name + " of " + path);
    }

    public void remove(String name) throws LinuxException {
        LibC.check(LibC.lremovexattr(LibC.raw(path), LibC.raw(name)), "remove xattr " + name + " of " + path);
    }

    private static List<String> split(byte[] list, int length) {
        if (length == 0) {
            return List.of();
        }
        var names = new ArrayList<String>();
        for (int start = 0, end = 0; end < length; end++) {
            if (list[end] == 0) {
                names.add(new String(list, start, end - start, StandardCharsets.ISO_8859_1));
                start = end + 1;
            }
        }
        return names;
    }
}
