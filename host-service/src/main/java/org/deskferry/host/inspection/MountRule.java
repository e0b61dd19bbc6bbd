package org.deskferry.host.inspection;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.deskferry.host.pod.UsrMount;
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
        for (var mount : all) {
            reason(mount, all)
                    .ifPresent(reason -> findings.addThing(say("file system {0}", mount.point()), reason, UNMOUNT));
        }
    }

    /** Why a mount of these is in the way, if it is. */
    static Optional<Phrase> reason(Mounts.Mount mount, Collection<Mounts.Mount> all) {
        var usr = all.stream().filter(Mounts.Mount::isUsr).toList();
        if (!usr.isEmpty() && mount.point().equals(UsrMount.POINT) && !mount.isUsr()) {
            // What is mounted there is left out of a checkpoint, and the image's put in its place.
            return Optional.of(say("It covers a directory that is moved without what covers it."));
        }
        if (KNOWN.contains(mount.type()) || usr.stream().anyMatch(mount::isPartOf)) {
            return Optional.empty();
        }
        return Optional.of(
                mount.type().startsWith("fuse")
                        ? say("It is a FUSE mount ({0}), which cannot be moved.", mount.type())
                        : say("It is of the type {0}, which cannot be moved.", mount.type()));
    }
}
