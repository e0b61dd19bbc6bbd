package org.deskferry.host.move;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.deskferry.host.linux.ChangedName;
import org.deskferry.host.linux.Directory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that a pod's programs have open: what was written to one through a mapping that is gone has told nobody yet. */
final class OpenFiles {
    private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);

    private OpenFiles() {}

    /** Their names from the pod's root, among others that are no files of it. */
    static Set<ChangedName> of(Collection<Long> pids) {
        var found = new HashSet<ChangedName>();
        for (var pid : pids) {
            try (var descriptors = Directory.open(Path.of("/proc/" + pid + "/fd"))) {
                for (var descriptor : descriptors.list()) {
                    descriptors
                            .readLink(descriptor)
                            .filter(target -> target.startsWith("/"))
                            .ifPresent(target -> found.add(ChangedName.of(target.substring(1))));
                }
            } catch (IOException e) {
                LOG.debug("process {} is gone: {}", pid, e.toString());
            }
        }
        return found;
    }
}
