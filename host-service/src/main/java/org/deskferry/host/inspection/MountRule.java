package org.deskferry.host.inspection;

import java.util.Set;

/** File systems that CRIU cannot mount again. */
final class MountRule implements Rule {
    /** Those it writes down with their content, or whose content is not theirs to keep. */
    private static final Set<String> KNOWN =
            Set.of("overlay", "proc", "devpts", "tmpfs", "devtmpfs", "sysfs", "mqueue", "cgroup", "cgroup2");

    @Override
    public void apply(Scene scene, Findings findings) {
        for (var mount : scene.mounts().all()) {
            if (!KNOWN.contains(mount.type())) {
                findings.addThing(
                        "file system " + mount.point(),
                        mount.type().startsWith("fuse")
                                ? "It is a FUSE mount (" + mount.type() + "), which cannot be moved."
                                : "It is of the type " + mount.type() + ", which cannot be moved.",
                        "Unmount it, then move the pod.");
            }
        }
    }
}
