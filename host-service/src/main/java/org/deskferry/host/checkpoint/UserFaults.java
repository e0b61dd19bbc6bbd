package org.deskferry.host.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.deskferry.host.linux.Proc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the processes of a pod may wait for their memory (userfaultfd(2)). In a user namespace of their own they may not unless
 * the machine allows it to everybody, for CRIU has them open the descriptor themselves.
 */
public final class UserFaults {
    private static final Logger LOG = LoggerFactory.getLogger(UserFaults.class);
    private static final Path SWITCH = Path.of("/proc/sys/vm/unprivileged_userfaultfd");

    /** A mapping whose missing pages somebody gives: proc(5), VmFlags. */
    private static final String AWAITED = " um ";

    private UserFaults() {}

    /** Allows it until the machine is booted again. */
    public static void allow() {
        try {
            Files.writeString(SWITCH, "1");
        } catch (IOException e) {
            LOG.warn("pods that arrive here stand still until all their memory is read: {}", e.toString());
        }
    }

    /** Whether some of these processes still wait for memory of an earlier wake. */
    public static boolean areAwaited(Collection<Long> pids) {
        return pids.stream()
                .anyMatch(pid -> Proc.read(pid + "/smaps").stream()
                        .flatMap(String::lines)
                        .anyMatch(line -> line.startsWith("VmFlags:") && line.contains(AWAITED)));
    }

    public static boolean areAllowed() {
        try {
            return Files.readString(SWITCH).strip().equals("1");
        } catch (IOException e) {
            return false;
        }
    }
}
