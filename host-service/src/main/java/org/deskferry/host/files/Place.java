package org.deskferry.host.files;

import java.io.IOException;
import org.deskferry.host.linux.Directory;
import org.deskferry.host.linux.FileStatus;
import org.jspecify.annotations.Nullable;

/** A name in a directory that is being visited. */
record Place(Directory directory, SentDirectory parent, String name) {
    String path() {
        return parent.pathOf(name);
    }

    Look look(FileStatus status) throws IOException {
        return Look.at(directory, name, status);
    }

    /** What the destination has there. */
    @Nullable
    Sent known() {
        return parent.get(name);
    }
}
