package org.deskferry.host.move;

import org.deskferry.host.checkpoint.Inspection;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Offer;

/** What the source knows of a pod before it asks the destination to take it. */
final class Proposal {
    private final MoveRooms rooms;
    private final HostedPod pod;

    Proposal(MoveRooms rooms, HostedPod pod) {
        this.rooms = rooms;
        this.pod = pod;
    }

    /**
     * Looks at the pod itself.
     *
     * @throws ProblemException (NOT_DUMPABLE) naming everything in it that cannot be moved
     */
    void inspect() {
        var initPid = pod.initPid().orElseThrow(() -> Failures.ended(pod));
        var obstacles = Inspection.of(initPid, pod.cgroup().pids());
        if (!obstacles.isEmpty()) {
            throw new ProblemException(obstacles);
        }
    }

    /** The offer; {@code filesBytes} is what the pod's own files take on the disk. */
    Offer offer(String moveId, long filesBytes) {
        return Offer.newBuilder()
                .setMoveId(moveId)
                .setManifest(pod.manifest())
                .setSource(rooms.machine().name())
                .setMachine(rooms.machine().facts())
                .setMemoryBytes(pod.memoryBytes())
                .setDiskBytes(filesBytes)
                .setImageBytes(rooms.images().size(pod.manifest().getImage()))
                .build();
    }
}
