package org.deskferry.host.rest;

import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.util.Durations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.deskferry.host.lifecycle.Identities;
import org.deskferry.host.lifecycle.NewAddress;
import org.deskferry.host.move.MoveRooms;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.PodNames;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodPart;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.ResumePodResponse;
import org.deskferry.proto.v1.SnapshotRecord;
import org.deskferry.proto.v1.SuspendPodResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be done with pods that rest on the disk. Each call blocks until it is done or undone. Thread-safe. */
public final class Rest {
    private static final Logger LOG = LoggerFactory.getLogger(Rest.class);

    private final MoveRooms rooms;
    private final Identities identities;
    private final NewAddress newAddress;
    private final Snapshots snapshots;
    private final Duration restoreLimit;

    /**
     * @param snapshots the folder where they are kept
     * @param restoreLimit how long waking a small pod may take
     */
    public Rest(MoveRooms rooms, Identities identities, NewAddress newAddress, Path snapshots, Duration restoreLimit) {
        this.rooms = rooms;
        this.identities = identities;
        this.newAddress = newAddress;
        this.snapshots = new Snapshots(snapshots);
        this.restoreLimit = restoreLimit;
    }

    /** Removes what snapshots left that never came to their end. */
    public void removeLeftovers() throws IOException {
        snapshots.removeLeftovers();
    }

    /**
     * Writes a running pod to the disk.
     *
     * @throws ProblemException if it runs on instead
     */
    public SuspendPodResponse suspend(String name) throws InterruptedException {
        var begin = System.nanoTime();
        try (var hold = rooms.pods().hold(name, PodState.POD_STATE_SUSPENDING, "")) {
            requireRunning(hold.pod());
            var suspension = new Suspending(rooms, hold).run();
            LOG.info("pod {} is suspended", hold.pod().name());
            return SuspendPodResponse.newBuilder()
                    .setSuspension(suspension)
                    .setTook(Durations.fromNanos(System.nanoTime() - begin))
                    .build();
        } catch (IOException e) {
            throw Failures.of(rooms.machine(), name, say("suspended"), say("It runs on."), e);
        }
    }

    /**
     * Wakes a suspended pod. The response lacks the pod itself.
     *
     * @throws ProblemException if it stays suspended
     */
    public ResumePodResponse resume(String name) throws InterruptedException {
        var begin = System.nanoTime();
        Reunited reunited;
        var response = ResumePodResponse.newBuilder();
        try (var hold = rooms.pods().hold(name, PodState.POD_STATE_RESUMING, "")) {
            requireSuspended(hold.pod());
            reunited = new Resuming(rooms, newAddress, restoreLimit, hold).run();
            response.setTook(Durations.fromNanos(System.nanoTime() - begin));
            LOG.info("pod {} is resumed", hold.pod().name());
        } catch (IOException e) {
            throw Failures.of(rooms.machine(), name, say("resumed"), say("It stays suspended."), e);
        }
        return response.setReunion(reunited.look()).build();
    }

    /**
     * Sends a suspended pod, part by part.
     *
     * @param copy what is made of it is a new pod; otherwise it is the pod, once this one is released
     */
    public void export(String name, boolean copy, PartSink sink) throws InterruptedException {
        try (var hold = rooms.pods().hold(name, PodState.POD_STATE_SUSPENDED, "")) {
            requireSuspended(hold.pod());
            new Exporting(rooms.machine(), hold, copy).run(sink);
        } catch (IOException e) {
            throw Failures.of(rooms.machine(), name, say("exported"), say("It stays suspended."), e);
        }
    }

    /**
     * Removes a pod that has been exported.
     *
     * @param epoch the one that was exported
     * @throws ProblemException (BAD_REQUEST) if it has been resumed since
     */
    public void release(String podId, long epoch) {
        try (var hold = rooms.pods().hold(PodNames.checkId(podId), PodState.POD_STATE_SUSPENDED, "")) {
            requireSuspended(hold.pod());
            if (epoch == 0 || hold.pod().record().getResting().getExportedEpoch() != epoch) {
                throw ProblemException.of(
                        ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                        say("pod {0}", hold.pod().name()),
                        say("It has changed since it was exported."),
                        say("Export it anew; what was exported is of the past."));
            }
            rooms.remover().remove(hold);
            LOG.info("pod {} has left with its export", hold.pod().name());
        }
    }

    /**
     * Takes a pod in from its parts and returns its id; it is suspended.
     *
     * @param name what to call it; empty for the name it has, or of a copy a free one
     */
    public String takeIn(String name, PartSource source) throws InterruptedException {
        try {
            var first = source.next();
            if (!first.hasDescription()) {
                throw new IOException("it does not begin with what it is");
            }
            return new TakingIn(rooms, identities, source).run(first.getDescription(), name);
        } catch (IOException e) {
            throw Failures.of(rooms.machine(), name, say("imported"), say("Nothing of it is left here."), e);
        }
    }

    /** Keeps a running pod as it is, on the disk; it runs on. */
    public SnapshotRecord snapshot(String name, String snapshotName) throws InterruptedException {
        try (var hold = rooms.pods().hold(name, PodState.POD_STATE_RUNNING, "")) {
            requireRunning(hold.pod());
            var chosen = snapshots.chooseName(snapshotName, hold.pod().name());
            try (var draft = snapshots.begin()) {
                return new SnapshotTaking(rooms, hold.pod(), draft).run(chosen);
            }
        } catch (IOException | UncheckedIOException e) {
            throw Failures.of(rooms.machine(), name, say("kept in a snapshot"), say("It runs on."), e);
        }
    }

    /** All snapshots here, oldest first. */
    public List<SnapshotRecord> snapshots() {
        return snapshots.list();
    }

    /**
     * Makes a new suspended pod of a snapshot and returns its id.
     *
     * @param name of the pod; empty for a free one
     */
    public String restore(String snapshotName, String name) throws InterruptedException {
        var snapshot = snapshots.find(snapshotName);
        try (var parts = snapshots.open(snapshot)) {
            return new TakingIn(rooms, identities, () -> PodPart.parseDelimitedFrom(parts))
                    .run(snapshot.getDescription(), name);
        } catch (IOException e) {
            throw Failures.of(rooms.machine(), name, say("restored"), say("The snapshot is as it was."), e);
        }
    }

    /** Removes a snapshot and returns how many bytes of the disk that made free. */
    public long deleteSnapshot(String name) {
        try {
            return snapshots.remove(snapshots.find(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Refuses a pod that does not run here.
     *
     * @throws ProblemException (BAD_REQUEST)
     */
    public static void requireRunning(HostedPod pod) {
        if (pod.record().getStage() == PodRecord.Stage.STAGE_SUSPENDED) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    say("pod {0}", pod.name()),
                    say("It is suspended."),
                    say("Wake it first with 'deskferry resume {0}'.", pod.name()));
        }
        if (pod.initPid().isEmpty()) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    say("pod {0}", pod.name()),
                    say("Its session has ended."),
                    say("Remove it with 'deskferry rm {0}'.", pod.name()));
        }
    }

    private static void requireSuspended(HostedPod pod) {
        if (pod.record().getStage() != PodRecord.Stage.STAGE_SUSPENDED) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    say("pod {0}", pod.name()),
                    say("It is not suspended."),
                    say("Suspend it first with 'deskferry suspend {0}'.", pod.name()));
        }
    }
}
