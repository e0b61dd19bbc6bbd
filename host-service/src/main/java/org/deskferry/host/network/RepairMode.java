package org.deskferry.host.network;

import java.util.Collection;
import java.util.HashSet;
import org.deskferry.host.linux.BorrowedFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of a connection ({@code TCP_REPAIR}, tcp(7)) in which it neither sends nor hears, while CRIU writes it down. One that is killed leaves it so.
 */
public final class RepairMode {
    private static final Logger LOG = LoggerFactory.getLogger(RepairMode.class);
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_REPAIR = 19;

    private RepairMode() {}

    /** Takes all connections of processes out of it; their peers hear of them at once. Of no effect on others. */
    public static void end(Collection<Long> pids) {
        var seen = new HashSet<String>();
        var ended = 0;
        for (var pid : pids) {
            for (var descriptor : PodSockets.of(pid, seen)) {
                if (PodSockets.on(pid, descriptor, RepairMode::end)) {
                    ended++;
                }
            }
        }
        if (ended > 0) {
            LOG.info("{} connections that the engine has left in repair mode go on", ended);
        }
    }

    private static boolean end(BorrowedFile socket) {
        return socket.isSet(IPPROTO_TCP, TCP_REPAIR) && socket.set(IPPROTO_TCP, TCP_REPAIR, 0);
    }
}
