package org.deskferry.host.files;

import org.deskferry.host.linux.FileStatus;

/** What all names of a file have in common. A number is used again when its file is gone. */
record FileId(long fileSystem, long inode) {
    static FileId of(FileStatus status) {
        return new FileId(status.fileSystem(), status.inode());
    }
}
