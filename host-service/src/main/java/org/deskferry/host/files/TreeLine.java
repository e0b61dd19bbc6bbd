package org.deskferry.host.files;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeMap;
import org.deskferry.host.linux.Directory;
import org.deskferry.host.linux.FileStatus;
import org.deskferry.host.linux.NativeBuffer;

/** What the digest of a tree covers of one of its files, as bytes that no two different files share. */
final class TreeLine implements AutoCloseable {
    private static final int BUFFER = 256 * 1024;

    private final Directory root;
    private final NativeBuffer buffer = NativeBuffer.of(BUFFER);
    private final byte[] scratch = new byte[BUFFER];
    private final MessageDigest digest = sha256();

    TreeLine(Directory root) {
        this.root = root;
    }

    byte[] describe(String path) throws IOException {
        var name = path.isEmpty() ? "." : path;
        var status = root.status(name).orElseThrow(() -> changing(path));
        var bytes = new ByteArrayOutputStream();
        var line = new DataOutputStream(bytes);
        write(line, path.getBytes(StandardCharsets.ISO_8859_1));
        line.writeInt(status.mode());
        line.writeInt(status.uid());
        line.writeInt(status.gid());
        line.writeLong(status.device());
        write(line, content(path, status));
        var xattrs = new TreeMap<>(TreeXattrs.read(root.xattrs(name)));
        line.writeInt(xattrs.size());
        for (var xattr : xattrs.entrySet()) {
            write(line, xattr.getKey().getBytes(StandardCharsets.ISO_8859_1));
            write(line, xattr.getValue().toByteArray());
        }
        return bytes.toByteArray();
    }

    private byte[] content(String path, FileStatus status) throws IOException {
        return switch (status.type()) {
            case FileStatus.FILE -> hash(path, status.size());
            case FileStatus.SYMLINK ->
                root.readLink(path).orElseThrow(() -> changing(path)).getBytes(StandardCharsets.ISO_8859_1);
            default -> new byte[0];
        };
    }

    private byte[] hash(String path, long size) throws IOException {
        try (var file = root.openFile(path).orElseThrow(() -> changing(path))) {
            for (long offset = 0; offset < size; ) {
                var length = file.read(buffer, (int) Math.min(BUFFER, size - offset), offset);
                if (length == 0) {
                    throw changing(path);
                }
                buffer.bytes().get(0, scratch, 0, length);
                digest.update(scratch, 0, length);
                offset += length;
            }
            return digest.digest();
        }
    }

    private static void write(DataOutputStream line, byte[] bytes) throws IOException {
        line.writeInt(bytes.length);
        line.write(bytes);
    }

    static IOException changing(String path) {
        return new IOException("file " + Entries.readable(path) + " changes while it is read");
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        buffer.close();
    }
}
