package org.deskferry.host.inspection;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.Set;
import org.deskferry.proto.v1.Phrase;

/** File systems that CRIU cannot mount again. */
final class MountRule implements Rule {
    private static final Phrase UNMOUNT = say("Unmount it, then move the pod.");

    /** Those it writes down with their content, or whose content is not theirs to keep. */
    private static final Set<String> KNOWN =
            Set.of("overlay", "proc", "devpts", "tmpfs", "devtmpfs", "sysfs", "mqueue", "cgroup", "cgroup2");

    /** Where a pod has its image's own; what a program mounts there would not go with it. */
    private static final String USR = "/usr";

    @Override
    public void apply(Scene scene, Findings findings) {
        for (var mount : scene.mounts().all()) {
            if (mount.point().equals(USR)) {
                applyToUsr(mount, findings);
            } else if (!KNOWN.contains(mount.type())) {
                findings.addThing(
                        say("file system {0}", mount.point()),
                        mount.type().startsWith("fuse")
                                ? say("It is a FUSE mount ({0}), which cannot be moved.", mount.type())
                                : say("It is of the type {0}, which cannot be moved.", mount.type()),
                        UNMOUNT);
            }
        }
    }

    private static void applyToUsr(Mounts.Mount mount, Findings findings) {
        if (!mount.isMapped()) {
            findings.addThing(
                    say("file system {0}", mount.point()),
                    say("It covers what the pod's image has there, and only that is moved."),
                    UNMOUNT);
        }
    }
}
