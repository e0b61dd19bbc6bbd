package org.deskferry.host.rest;

import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import org.deskferry.host.checkpoint.Dump;
import org.deskferry.host.display.Programs;
import org.deskferry.host.move.FreezeAttempts;
import org.deskferry.host.move.MoveRooms;
import org.deskferry.host.move.Proposal;
import org.deskferry.host.move.Standstill;
import org.deskferry.host.network.Memberships;
import org.deskferry.host.network.TcpConnections;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.Resting;
import org.deskferry.proto.v1.Suspension;

/**
 * A pod goes to the disk. Until the record says so any failure leaves it running; from then on nothing of it runs until it is
 * resumed. For one use.
 */
final class Suspending {
    private final MoveRooms rooms;
    private final Pods.Hold hold;
    private final HostedPod pod;

    Suspending(MoveRooms rooms, Pods.Hold hold) {
        this.rooms = rooms;
        this.hold = hold;
        this.pod = hold.pod();
    }

    Suspension run() throws IOException, InterruptedException {
        var proposal = new Proposal(rooms, pod);
        proposal.awaitMemory();
        proposal.inspect();
        DiskRoom.require(rooms.machine(), pod);
        var programs = Programs.of(rooms.displays(), pod);
        var suspension = FreezeAttempts.run(
                isLast -> freezeToDisk(proposal, Suspension.newBuilder().addAllPrograms(programs), isLast),
                _ -> proposal.inspect());
        rooms.displays().forget(pod);
        rooms.remover().end(pod);
        return suspension;
    }

    private Suspension freezeToDisk(Proposal proposal, Suspension.Builder suspension, boolean isLast)
            throws IOException, InterruptedException {
        try (var _ = proposal.makeReady();
                var _ = rooms.displays().of(pod).pause();
                var checkpoint = DiskCheckpoint.begin(pod.folder());
                var dump = freeze(checkpoint, suspension, isLast)) {
            awaitComplete(dump);
            checkpoint.sync();
            // Should CRIU have let go of the processes, they have run since. Should this service die now, they do not
            // until it is back.
            dump.requireHeld();
            var complete = suspension
                    .setTime(Timestamps.now())
                    .setCheckpointBytes(DiskCheckpoint.bytes(pod.folder()))
                    .build();
            write(complete);
            checkpoint.keep();
            // First: nobody may hear the end of what is frozen here.
            rooms.links().remove(pod.manifest());
            dump.discard();
            return complete;
        }
    }

    private Dump freeze(DiskCheckpoint checkpoint, Suspension.Builder suspension, boolean isLast) {
        var initPid = pod.initPid().orElseThrow();
        TcpConnections.of(initPid).stream()
                .filter(TcpConnections.Living::isEstablished)
                .forEach(living -> suspension.addConnections(living.connection()));
        var cgroup = pod.cgroup().path();
        return rooms.freezer().begin(initPid, cgroup, checkpoint.path(), new Standstill(rooms, pod, isLast) {
            @Override
            public void still() {
                super.still();
                suspension
                        .getNetworkBuilder()
                        .addAllMemberships(Memberships.of(initPid, pod.cgroup().pids()));
            }
        });
    }

    private void awaitComplete(Dump dump) throws InterruptedException {
        try {
            dump.await();
        } catch (ProblemException e) {
            throw DiskRoom.isExhausted(pod, e) ? DiskRoom.ranOut(rooms.machine(), pod, e) : e;
        }
    }

    /** From here on the pod is suspended. */
    private void write(Suspension suspension) {
        var running = pod.record();
        try {
            hold.save(running.toBuilder()
                    .setStage(PodRecord.Stage.STAGE_SUSPENDED)
                    .clearInitPid()
                    .clearInitStartTicks()
                    .clearBootId()
                    .setResting(Resting.newBuilder()
                            .setSuspension(suspension)
                            .setMachine(rooms.machine().facts()))
                    .build());
        } catch (RuntimeException e) {
            // It may have been written all the same, and the pod is about to run on.
            hold.save(running);
            throw e;
        }
    }
}
