package org.deskferry.host.inspection;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.Arrays;
import java.util.Set;
import org.deskferry.host.pod.OwnMount;
import org.deskferry.proto.v1.Phrase;

/** File systems that CRIU cannot mount again. */
final class MountRule implements Rule {
    private static final Phrase UNMOUNT = say("Unmount it, then move the pod.");

    /** Those it writes down with their content, or whose content is not theirs to keep. */
    private static final Set<String> KNOWN =
            Set.of("overlay", "proc", "devpts", "tmpfs", "devtmpfs", "sysfs", "mqueue", "cgroup", "cgroup2");

    @Override
    public void apply(Scene scene, Findings findings) {
        var all = scene.mounts().all();
        var own = all.stream().filter(MountRule::isOwn).toList();
        for (var mount : all) {
            if (liesAtAnOwn(mount) && !own.contains(mount)) {
                // That point is left out of a checkpoint, and what the pod has there put in its place.
                findings.addThing(
                        say("file system {0}", mount.point()),
                        say("It covers a directory that is moved without what covers it."),
                        UNMOUNT);
            } else if (!KNOWN.contains(mount.type()) && own.stream().noneMatch(mount::isPartOf)) {
                findings.addThing(
                        say("file system {0}", mount.point()),
                        mount.type().startsWith("fuse")
                                ? say("It is a FUSE mount ({0}), which cannot be moved.", mount.type())
                                : say("It is of the type {0}, which cannot be moved.", mount.type()),
                        UNMOUNT);
            }
        }
    }

    private static boolean liesAtAnOwn(Mounts.Mount mount) {
        return Arrays.stream(OwnMount.values()).anyMatch(own -> own.point().equals(mount.point()));
    }

    private static boolean isOwn(Mounts.Mount mount) {
        return liesAtAnOwn(mount)
                && !KNOWN.contains(mount.type())
                && mount.root().endsWith(mount.point());
    }
}
