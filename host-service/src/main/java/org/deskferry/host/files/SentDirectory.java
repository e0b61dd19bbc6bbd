package org.deskferry.host.files;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A directory the destination has, and what it has in it, by raw name. */
final class SentDirectory extends Sent {
    private final String path;
    private final Map<String, Sent> entries = new HashMap<>();

    SentDirectory(String path, Look look) {
        super(look);
        this.path = path;
    }

    String path() {
        return path;
    }

    String pathOf(String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    @Nullable
    Sent get(String name) {
        return entries.get(name);
    }

    Map<String, Sent> entries() {
        return entries;
    }
}
