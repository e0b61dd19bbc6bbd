package org.deskferry.host.move;

import org.deskferry.host.checkpoint.FreezeEvents;
import org.deskferry.host.checkpoint.LinkRemaps;
import org.deskferry.host.inspection.UnreadChanges;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pod that stands still is off the network until it goes on; and it does not stand still while that would lose something. */
public class Standstill implements FreezeEvents {
    private static final Logger LOG = LoggerFactory.getLogger(Standstill.class);

    private final MoveRooms rooms;
    private final HostedPod pod;
    private final boolean isLast;

    /** For a freeze of {@code pod}; the last one of several puts up with what a program never reads. */
    public Standstill(MoveRooms rooms, HostedPod pod, boolean isLast) {
        this.rooms = rooms;
        this.pod = pod;
        this.isLast = isLast;
    }

    @Override
    public void begins() {}

    @Override
    public void still() {
        requireRead();
        rooms.links().cut(pod.id(), pod.initPid().orElseThrow(() -> Failures.ended(pod)));
    }

    @Override
    public void written() {
        pod.cgroup().freeze();
    }

    /** Not where it belongs to someone else by now, or to the disk. */
    @Override
    public void goesOn() {
        if (pod.record().getStage() == PodRecord.Stage.STAGE_HERE) {
            rooms.goOn(pod);
        }
    }

    @Override
    public void engineIsGone() {
        LinkRemaps.remove(pod.cgroup().pids());
    }

    private void requireRead() {
        var unread = UnreadChanges.of(pod.cgroup().pids());
        if (unread.isEmpty()) {
            return;
        }
        var problem = new ProblemException(unread);
        if (!isLast) {
            throw problem;
        }
        LOG.warn("what programs have not read is lost: {}", problem.getMessage());
    }
}
