package org.deskferry.host.pod;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A directory of a pod's root that is a mount of its own and no overlay: programs are as fast there as outside. Pods whose programs may become
 * root have none, as those would write to the image's, nor have pods that were made before there were any. CRIU leaves them out and puts
 * them back.
 */
public enum OwnMount {
    /** The image's, read-only and with the pod's ids. */
    USR("usr"),
    /** The pod's, which began as a copy of the image's. It lies in the upper, with which it travels. */
    HOME("home");

    private final String directory;

    OwnMount(String directory) {
        this.directory = directory;
    }

    /** The name of the directory, which is in the root. */
    public String directory() {
        return directory;
    }

    /** Where programs of the pod see it. */
    public String point() {
        return "/" + directory;
    }

    /** What is mounted. */
    public Path source(PodFolder folder) {
        return (this == USR ? folder.lower() : folder.upper()).resolve(directory);
    }

    /** Those that a pod could have. */
    public static List<OwnMount> of(PodFolder folder) {
        return Arrays.stream(values())
                .filter(mount -> Files.isDirectory(mount.source(folder), LinkOption.NOFOLLOW_LINKS))
                .toList();
    }
}
