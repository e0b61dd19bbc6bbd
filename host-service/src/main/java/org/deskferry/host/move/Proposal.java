package org.deskferry.host.move;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.deskferry.host.checkpoint.MemoryKinds;
import org.deskferry.host.checkpoint.UserFaults;
import org.deskferry.host.files.ForeignFiles;
import org.deskferry.host.inspection.Inspection;
import org.deskferry.host.inspection.LostWatches;
import org.deskferry.host.linux.Proc;
import org.deskferry.host.network.AcceptQueues;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Offer;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** What the source knows of a pod before it asks the destination to take it. */
public final class Proposal {
    private static final Duration MEMORY_LIMIT = Duration.ofMinutes(2);

    private final MoveRooms rooms;
    private final HostedPod pod;

    public Proposal(MoveRooms rooms, HostedPod pod) {
        this.rooms = rooms;
        this.pod = pod;
    }

    /** Waits for the rest of the memory that came with an earlier move. */
    public void awaitMemory() throws InterruptedException {
        var last = System.nanoTime() + MEMORY_LIMIT.toNanos();
        while (UserFaults.areAwaited(pod.cgroup().pids())) {
            if (System.nanoTime() > last) {
                throw ProblemException.of(
                        ProblemKind.PROBLEM_KIND_POD_BUSY,
                        say("pod {0}", pod.name()),
                        say("It still takes in memory from its last move."),
                        say("Try again in a minute; see this workstation's log if that does not help."));
            }
            Thread.sleep(20);
        }
    }

    /**
     * Looks at the pod itself.
     *
     * @throws ProblemException (NOT_DUMPABLE) naming everything in it that cannot be moved
     */
    public void inspect() throws IOException, InterruptedException {
        var obstacles = obstacles();
        if (!obstacles.isEmpty()) {
            throw new ProblemException(obstacles);
        }
    }

    /** Everything that keeps the pod from leaving; what passes by itself is waited out. */
    List<Problem> obstacles() throws IOException, InterruptedException {
        var initPid = initPid();
        var titles = new WindowTitles(rooms.displays().of(pod));
        var obstacles = new ArrayList<>(rooms.machine().engine().problems());
        obstacles.addAll(
                Inspection.patiently(() -> Inspection.of(initPid, pod.cgroup().pids(), titles)));
        obstacles.addAll(ForeignFiles.of(pod.folder(), pod.manifest().getIds()));
        return obstacles;
    }

    /**
     * Makes the pod ready to be frozen: what its programs watch is found again, and new connections are kept out until the result is closed, when those that waited in the
     * pod are accepted.
     *
     * @throws ProblemException (NOT_DUMPABLE_NOW) naming the programs that do not accept theirs
     */
    public AcceptQueues makeReady() throws IOException, InterruptedException {
        LostWatches.find(Proc.root(initPid()), pod.cgroup().pids());
        var queues = AcceptQueues.drain(initPid());
        try {
            if (!queues.areEmpty()) {
                inspect();
            }
            return queues;
        } catch (ProblemException | IOException | InterruptedException e) {
            queues.close();
            throw e;
        }
    }

    private long initPid() {
        return pod.initPid().orElseThrow(() -> Failures.ended(pod));
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
                .setOldestKernel(MemoryKinds.oldestKernel(pod.cgroup().pids()))
                .build();
    }
}
