package org.deskferry.host.files;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deskferry.host.linux.FileStatus;

/** Anything but a directory that the destination has, under one name or several. */
final class SentFile extends Sent {
    private final List<String> paths = new ArrayList<>(1);
    // Of a regular file without blocks its hash, of a symbolic link its target; empty otherwise.
    private ByteString content;
    // Of a large file.
    private Optional<BlockHashes> blocks = Optional.empty();

    SentFile(Look look, ByteString content) {
        super(look);
        this.content = content;
    }

    SentFile(Look look, ByteString content, Optional<BlockHashes> blocks) {
        this(look, content);
        this.blocks = blocks;
    }

    /** The paths, in use at the destination, of this file. */
    List<String> paths() {
        return paths;
    }

    ByteString content() {
        return content;
    }

    Optional<BlockHashes> blocks() {
        return blocks;
    }

    void setContent(ByteString newContent, Optional<BlockHashes> newBlocks) {
        content = newContent;
        blocks = newBlocks;
    }

    /** Whether {@code now} may be the same file, as far as such a file can change. */
    boolean canBe(FileStatus now) {
        return FileId.of(now).equals(FileId.of(look().status()))
                && now.type() == look().status().type()
                && now.device() == look().status().device();
    }
}
