package org.deskferry.host.rest;

import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.deskferry.host.checkpoint.CheckpointFolder;
import org.deskferry.host.checkpoint.Dump;
import org.deskferry.host.checkpoint.PlainCheckpoint;
import org.deskferry.host.display.Programs;
import org.deskferry.host.files.Round;
import org.deskferry.host.files.TreeSender;
import org.deskferry.host.memory.MemoryReceiver;
import org.deskferry.host.memory.MemorySender;
import org.deskferry.host.memory.MemorySink;
import org.deskferry.host.move.FreezeAttempts;
import org.deskferry.host.move.MoveRooms;
import org.deskferry.host.move.Proposal;
import org.deskferry.host.move.Sizes;
import org.deskferry.host.move.Standstill;
import org.deskferry.host.move.TreeRounds;
import org.deskferry.host.network.FrameHold;
import org.deskferry.host.network.Memberships;
import org.deskferry.host.network.TcpConnections;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PartsEnd;
import org.deskferry.proto.v1.PodDescription;
import org.deskferry.proto.v1.PodPart;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Resting;
import org.deskferry.proto.v1.SnapshotRecord;
import org.deskferry.proto.v1.Suspension;

/**
 * Writes a running pod down and lets it run on. As in a move its files and its memory are copied while it runs, and what changed
 * since in the freeze. Memory and checkpoint go to this machine's memory, and from there to the disk when the pod runs again. For
 * one use.
 */
final class SnapshotTaking {
    private final MoveRooms rooms;
    private final HostedPod pod;
    private final SnapshotDraft draft;
    private final Suspension.Builder suspension = Suspension.newBuilder();

    private volatile long frozenAt;
    private long frozenNanos;
    private long fileEntries;
    private long fileBytes;

    SnapshotTaking(MoveRooms rooms, HostedPod pod, SnapshotDraft draft) {
        this.rooms = rooms;
        this.pod = pod;
        this.draft = draft;
    }

    SnapshotRecord run(String name) throws IOException, InterruptedException {
        var proposal = new Proposal(rooms, pod);
        proposal.awaitMemory();
        proposal.inspect();
        requireRoom();
        suspension.addAllPrograms(Programs.of(rooms.displays(), pod));
        try (var sender = TreeSender.of(pod.folder().upper());
                var files = TreeRounds.begin(pod, sender, draft.files())) {
            var checkpointFiles = FreezeAttempts.run(isLast -> write(proposal, files, isLast), _ -> proposal.inspect());
            draft.accept(PodPart.newBuilder()
                    .setEnd(PartsEnd.newBuilder().setCheckpointFiles(checkpointFiles))
                    .build());
        }
        return draft.publish(record(name));
    }

    /** Memory and checkpoint in memory for a moment, and on the disk with the files. */
    private void requireRoom() {
        var memory = DiskRoom.needed(pod);
        var free = rooms.machine().memoryAvailable();
        if (free < memory) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_MEMORY_SHORT,
                    say("workstation {0}", rooms.machine().name()),
                    say(
                            "A snapshot of pod {0} needs {1} of memory for a moment, and {2} are free.",
                            pod.name(), Sizes.text(memory), Sizes.text(free)),
                    say("End programs there, then try again."));
        }
        DiskRoom.require(
                rooms.machine(),
                rooms.machine().diskFree(),
                memory + Usage.of(pod.folder().upper()),
                say("a snapshot of pod {0}", pod.name()));
    }

    /** Returns how many files the checkpoint has. */
    private int write(Proposal proposal, TreeRounds files, boolean isLast) throws IOException, InterruptedException {
        try (var folder = CheckpointFolder.open(
                rooms.checkpoints(), pod.id() + "-snapshot", rooms.machine().memoryAvailable())) {
            copy(proposal, files, folder, isLast);
            return PlainCheckpoint.read(folder.images(), folder.memory(), piece -> {
                suspension.setCheckpointBytes(
                        suspension.getCheckpointBytes() + piece.getBytes().size());
                draft.checkpoint().accept(piece);
            });
        }
    }

    private void copy(Proposal proposal, TreeRounds files, CheckpointFolder folder, boolean isLast)
            throws IOException, InterruptedException {
        try (var store = MemoryReceiver.into(folder.memory());
                var memory = rooms.memory().of(pod, into(store))) {
            count(files.sendRound());
            memory.sendLive();
            count(files.sendRound());
            freeze(proposal, files, memory, folder, isLast);
            store.finish();
        }
    }

    private static MemorySink into(MemoryReceiver store) {
        return piece -> {
            try {
                store.accept(piece);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private void count(Round round) {
        fileEntries += round.entries();
        fileBytes += round.bytes();
    }

    private void freeze(
            Proposal proposal, TreeRounds files, MemorySender memory, CheckpointFolder folder, boolean isLast)
            throws IOException, InterruptedException {
        var initPid = pod.initPid().orElseThrow();
        try (var _ = proposal.makeReady();
                var _ = rooms.displays().of(pod).pause();
                var frames = rooms.frameHolds().prepare(pod.manifest())) {
            suspension.clearConnections();
            TcpConnections.of(initPid).stream()
                    .filter(TcpConnections.Living::isEstablished)
                    .forEach(living -> suspension.addConnections(living.connection()));
            try (var dump = freeze(initPid, folder, frames, isLast)) {
                dump.await();
                suspension.setTime(Timestamps.now());
                memory.sendLast();
                // After the dump, which makes files of its own.
                count(files.sendLast());
            }
        }
        frozenNanos = System.nanoTime() - frozenAt;
    }

    private Dump freeze(long initPid, CheckpointFolder folder, FrameHold frames, boolean isLast) {
        var cgroup = pod.cgroup().path();
        return rooms.freezer().beginWithoutMemory(initPid, cgroup, folder.path(), new Standstill(rooms, pod, isLast) {
            @Override
            public void begins() {
                frozenAt = System.nanoTime();
            }

            @Override
            public void still() {
                super.still();
                frames.begin();
                suspension
                        .getNetworkBuilder()
                        .clear()
                        .addAllMemberships(Memberships.of(initPid, pod.cgroup().pids()));
            }

            @Override
            public void goesOn() {
                frames.deliver(initPid, pod.cgroup().pids(), super::goesOn);
            }
        });
    }

    private SnapshotRecord record(String name) {
        return SnapshotRecord.newBuilder()
                .setName(name)
                .setFrozen(Durations.fromNanos(frozenNanos))
                .setDescription(PodDescription.newBuilder()
                        .setManifest(pod.manifest())
                        .setResting(Resting.newBuilder()
                                .setSuspension(suspension)
                                .setMachine(rooms.machine().facts()))
                        .setWorkstation(rooms.machine().name())
                        .setTime(suspension.getTime())
                        .setCopy(true)
                        .setFileEntries(fileEntries)
                        .setFileBytes(fileBytes))
                .build();
    }
}
