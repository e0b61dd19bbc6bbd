package org.deskferry.host.pod;

import java.nio.file.Path;

/** Where a workstation keeps a pod: one directory. */
public record PodFolder(Path path) {

    /** The pod's record as JSON. */
    public Path record() {
        return path.resolve("pod.json");
    }

    /** What the pod has written since it was made: the part of its file tree that travels. */
    public Path upper() {
        return path.resolve("upper");
    }

    /** Overlayfs's own scratch space. */
    public Path work() {
        return path.resolve("work");
    }

    /** Where the pod's root file system is mounted. */
    public Path root() {
        return path.resolve("root");
    }

    /** The checkpoint of a pod that rests on the disk. */
    public Path checkpoint() {
        return path.resolve("checkpoint");
    }

    /** The files of that checkpoint. */
    public Path images() {
        return checkpoint().resolve("images");
    }

    /** Where the image is mounted with the pod's ids, while the pod's root or its {@code /usr} is made of it. */
    public Path lower() {
        return path.resolve("lower");
    }
}
