package org.deskferry.host.inspection;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.Arrays;
import java.util.Optional;
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
        for (var mount : scene.mounts().all()) {
            var own = own(mount);
            if (own.isPresent()) {
                apply(own.get(), mount, findings);
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

    private static Optional<OwnMount> own(Mounts.Mount mount) {
        return Arrays.stream(OwnMount.values())
                .filter(own -> own.point().equals(mount.point()))
                .findFirst();
    }

    /** What is mounted there is left out of a checkpoint, and the pod's put in its place. */
    private static void apply(OwnMount own, Mounts.Mount mount, Findings findings) {
        if (mount.type().equals("overlay") || !mount.root().endsWith("/" + own.directory())) {
            findings.addThing(
                    say("file system {0}", mount.point()),
                    say("It covers a directory that is moved without what covers it."),
                    UNMOUNT);
        }
    }
}
