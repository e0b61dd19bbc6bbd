package org.deskferry.host.checkpoint;

import java.nio.file.Path;
import java.util.List;

/**
 * The image's {@code /usr} in a pod, as a mount of its own, which CRIU is told to leave out and to put back. Pods without one are none
 * the wiser.
 */
final class UsrMount {
    private static final String KEY = "usr";

    private UsrMount() {}

    static List<String> leftOut() {
        return List.of("--external", "mnt[/usr]:" + KEY);
    }

    /** @param usr where it is found, by whoever is the pod's root */
    static List<String> putBack(Path usr) {
        return List.of("--external", "mnt[" + KEY + "]:" + usr);
    }
}
