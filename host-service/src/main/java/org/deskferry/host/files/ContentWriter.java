package org.deskferry.host.files;

import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.ByteString;
import java.io.IOException;
import org.deskferry.host.linux.NativeBuffer;
import org.deskferry.host.linux.OpenFile;
import org.deskferry.proto.v1.TreeData;
import org.deskferry.proto.v1.TreeEntry;
import org.jspecify.annotations.Nullable;

/** Writes the content of one file after the other from their pieces, holes left out, and verifies it. */
final class ContentWriter implements AutoCloseable {
    static final int LARGEST_PIECE = 4 * 1024 * 1024;
    private static final int BUFFER = 512 * 1024;

    private final NativeBuffer buffer = NativeBuffer.of(BUFFER);
    private final byte[] scratch = new byte[BUFFER];
    private final ContentHash hash = new ContentHash();
    private @Nullable OpenFile file;
    private String path = "";
    private long size;
    private long end;

    /** Begins with a file; what no piece is of stays as it is. It gets the size announced, and is closed, after its last piece. */
    void begin(TreeEntry entry, OpenFile opened) throws IOException {
        file = opened;
        path = Entries.text(entry.getPath());
        size = entry.getSize();
        end = 0;
        hash.reset();
    }

    /** Writes a piece of the file begun; returns whether it was the last, and right. */
    boolean take(TreeData data) throws IOException {
        var current = file;
        if (current == null) {
            throw TreeRules.corrupt(path, say("A piece of data belongs to no file."));
        }
        var bytes = data.getBytes();
        var offset = data.getOffset();
        TreeRules.require(bytes.size() <= LARGEST_PIECE, path, say("A piece of it is too large."));
        TreeRules.require(offset >= end && offset <= size - bytes.size(), path, say("A piece of it is out of place."));
        if (!bytes.isEmpty()) {
            write(current, offset, bytes);
            end = offset + bytes.size();
        }
        if (data.getXxh3().isEmpty()) {
            return false;
        }
        TreeRules.require(data.getXxh3().equals(hash.value()), path, say("Its content differs from what was sent."));
        current.resize(size);
        close(current);
        return true;
    }

    private void write(OpenFile to, long offset, ByteString bytes) throws IOException {
        hash.beginPiece(offset);
        for (int at = 0; at < bytes.size(); at += BUFFER) {
            var length = Math.min(bytes.size() - at, BUFFER);
            bytes.substring(at, at + length).copyTo(scratch, 0);
            hash.bytes(scratch, length);
            buffer.bytes().put(0, scratch, 0, length);
            to.write(buffer, length, offset + at);
        }
    }

    boolean isBusy() {
        return file != null;
    }

    private void close(OpenFile finished) {
        finished.close();
        file = null;
    }

    @Override
    public void close() {
        if (file != null) {
            close(file);
        }
        buffer.close();
    }
}
