package org.deskferry.host.rest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deskferry.host.checkpoint.Ghosts;
import org.deskferry.host.checkpoint.Held;
import org.deskferry.host.checkpoint.WakeEvents;
import org.deskferry.host.checkpoint.Waker;
import org.deskferry.host.files.PodRoot;
import org.deskferry.host.lifecycle.NewAddress;
import org.deskferry.host.move.MoveRooms;
import org.deskferry.host.network.Memberships;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Membership;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A suspended pod is woken. Until its record says that it is here any failure, also of this service or of the machine, leaves it
 * suspended. For one use.
 */
final class Resuming {
    private static final Logger LOG = LoggerFactory.getLogger(Resuming.class);
    /** What a slow disk reads in a second. */
    private static final long BYTES_PER_SECOND = 20L << 20;

    private final MoveRooms rooms;
    private final NewAddress newAddress;
    private final Duration restoreLimit;
    private final Pods.Hold hold;
    private final HostedPod pod;
    private final PodRecord suspended;

    private long linkOpenedAt;

    Resuming(MoveRooms rooms, NewAddress newAddress, Duration restoreLimit, Pods.Hold hold) {
        this.rooms = rooms;
        this.newAddress = newAddress;
        this.restoreLimit = restoreLimit;
        this.hold = hold;
        this.pod = hold.pod();
        this.suspended = pod.record();
    }

    /** Returns when the pod runs; what became of its connections is to be seen after that. */
    Reunited run() throws IOException, InterruptedException {
        refuseUnlessPossible();
        try {
            var initPid = wake();
            DiskCheckpoint.remove(pod.folder());
            return new Reunited(
                    initPid,
                    linkOpenedAt,
                    suspended.getResting().getSuspension().getConnectionsList());
        } catch (IOException | RuntimeException | InterruptedException e) {
            stayAtRest();
            throw e;
        }
    }

    private void refuseUnlessPossible() {
        var problems = new ArrayList<Problem>(rooms.machine().engine().problems());
        rooms.images().root(pod.manifest().getImage());
        problems.addAll(rooms.lan().refusals(pod.manifest().getAddress()));
        problems.addAll(Surroundings.problems(rooms.machine(), pod));
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
    }

    private long wake() throws IOException, InterruptedException {
        var root = new PodRoot(
                rooms.images().root(pod.manifest().getImage()),
                pod.folder(),
                pod.manifest().getIds());
        Ghosts.remove(pod.folder().upper());
        root.mount();
        pod.cgroup().create(pod.manifest().getLimits());
        rooms.links().firewall().put(pod.manifest());
        try (var held = restore()) {
            root.settle();
            // Before it runs: from here on its files may be newer than the checkpoint.
            hold.begin(here().build(), held.initPid());
            held.go();
            if (isCopy()) {
                newAddress.give(pod.manifest(), wokenWith().getAddress(), held.initPid());
            }
            hold.save(pod.record().toBuilder().setHasRun(true).clearResting().build());
            return held.initPid();
        }
    }

    private Held restore() throws InterruptedException {
        var bytes = suspended.getResting().getSuspension().getCheckpointBytes();
        var limit = restoreLimit.plusSeconds(bytes / BYTES_PER_SECOND);
        return new Waker(rooms.machine().engine(), limit)
                .wake(pod.folder().checkpoint(), pod, Optional.empty(), new WakeEvents() {
                    @Override
                    public void namespacesStand(long initPid) {
                        rooms.links().createCut(wokenWith(), initPid);
                    }

                    @Override
                    public void connectionsStand(long initPid) {
                        linkOpenedAt = System.nanoTime();
                        if (isCopy()) {
                            rooms.links().openWithin(wokenWith().getId(), initPid);
                        } else {
                            rooms.links().openAfterWake(pod.manifest(), initPid);
                        }
                        Memberships.restore(initPid, pod.cgroup().pids(), memberships());
                    }
                });
    }

    private List<Membership> memberships() {
        return suspended.getResting().getSuspension().getNetwork().getMembershipsList();
    }

    private boolean isCopy() {
        return suspended.getResting().hasOriginal();
    }

    /** Of a copy with the address that its sockets have, on a link that stays cut. */
    private PodManifest wokenWith() {
        return isCopy()
                ? pod.manifest().toBuilder()
                        .setAddress(suspended.getResting().getOriginal().getAddress())
                        .build()
                : pod.manifest();
    }

    private PodRecord.Builder here() {
        var record = suspended.toBuilder().setStage(PodRecord.Stage.STAGE_HERE).setHasRun(false);
        var exported = suspended.getResting().getExportedEpoch();
        if (exported > 0) {
            record.getManifestBuilder().setEpoch(exported + 1);
        }
        return record;
    }

    private void stayAtRest() {
        if (pod.record().getHasRun() && pod.record().getStage() == PodRecord.Stage.STAGE_HERE) {
            return;
        }
        try {
            rooms.remover().end(pod);
            hold.save(suspended);
        } catch (IOException | RuntimeException e) {
            LOG.error("pod {}: what was begun of its resume could not be undone", pod.name(), e);
        }
    }
}
