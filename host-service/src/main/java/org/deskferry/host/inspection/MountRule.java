package org.deskferry.host.inspection;

import static org.deskferry.proto.problem.Phrases.say;

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
                        say("file system {0}", mount.point()),
                        mount.type().startsWith("fuse")
                                ? say("It is a FUSE mount ({0}), which cannot be moved.", mount.type())
                                : say("It is of the type {0}, which cannot be moved.", mount.type()),
                        say("Unmount it, then move the pod."));
            }
        }
    }
}
