package org.deskferry.host.rest;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.deskferry.host.checkpoint.CheckpointReceiver;
import org.deskferry.host.checkpoint.IdMapImage;
import org.deskferry.host.files.OwnerShift;
import org.deskferry.host.files.PodRoot;
import org.deskferry.host.files.TreeReceiver;
import org.deskferry.host.lifecycle.Identities;
import org.deskferry.host.move.MoveRooms;
import org.deskferry.host.move.Outdated;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.ManifestCheck;
import org.deskferry.host.pod.PodNames;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.PodDescription;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodPart;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Resting;

/** A pod that came as parts becomes a suspended pod of this workstation: itself, or a new one that is like it. For one use. */
final class TakingIn {
    private final MoveRooms rooms;
    private final Identities identities;
    private final PartSource source;

    TakingIn(MoveRooms rooms, Identities identities, PartSource source) {
        this.rooms = rooms;
        this.identities = identities;
        this.source = source;
    }

    /**
     * Takes it in and returns its id.
     *
     * @param name of a copy; empty for a free one
     * @throws ProblemException if it cannot be here, with all reasons; nothing of it is left then
     */
    String run(PodDescription sentAs, String name) throws IOException, InterruptedException {
        var description = placed(sentAs);
        var sent = description.getManifest();
        refuseUnlessPossible(description, name);
        var manifest = description.getCopy() ? identities.likeButNew(sent, name) : named(sent, name);
        var resting = description.getResting().toBuilder();
        if (resting.hasOriginal()) {
            var _ = ManifestCheck.check(resting.getOriginal());
        } else if (description.getCopy()) {
            resting.setOriginal(sent);
        }
        var record = PodRecord.newBuilder()
                .setManifest(manifest)
                .setStage(PodRecord.Stage.STAGE_ARRIVING)
                .build();
        try (var hold = rooms.pods().enter(record, PodState.POD_STATE_ARRIVING)) {
            try {
                receive(hold.pod(), description);
                rest(hold, resting.build());
                return manifest.getId();
            } catch (IOException | RuntimeException | InterruptedException e) {
                if (description.getCopy()) {
                    rooms.remover().destroy(hold);
                } else {
                    rooms.remover().remove(hold);
                }
                throw e;
            }
        }
    }

    /** A copy wakes with the address of its original, on a link that stays cut. */
    private PodDescription placed(PodDescription description) {
        var sent = ManifestCheck.check(description.getManifest());
        return description.getCopy()
                ? description
                : description.toBuilder()
                        .setManifest(rooms.lodging().place(sent))
                        .build();
    }

    private static PodManifest named(PodManifest pod, String name) {
        return name.isEmpty()
                ? pod
                : pod.toBuilder().setName(PodNames.checkName(name)).build();
    }

    private void refuseUnlessPossible(PodDescription description, String name) {
        var problems = new ArrayList<Problem>(rooms.machine().engine().problems());
        problems.addAll(missingImage(description.getManifest()));
        if (!description.getCopy()) {
            problems.addAll(rooms.lan().refusals(description.getManifest().getAddress()));
            problems.addAll(rooms.pods().collisions().of(named(description.getManifest(), name)));
            problems.addAll(outdated(description.getManifest()));
        }
        problems.addAll(Surroundings.cpuProblems(
                rooms.machine(), description.getManifest().getName(), description.getResting()));
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
        DiskRoom.require(
                rooms.machine(),
                rooms.machine().diskFree(),
                Allowance.of(description).allBytes(),
                say("pod {0}", description.getManifest().getName()));
    }

    /** The pod has been here since, and went on elsewhere or got further: what comes is an old copy. One that was removed may come again. */
    private List<Problem> outdated(PodManifest manifest) {
        return rooms
                .tombstones()
                .of(manifest.getId())
                .filter(tombstone -> tombstone.getEpoch() > manifest.getEpoch()
                        || (tombstone.getEpoch() == manifest.getEpoch()
                                && !tombstone.getDestination().isEmpty()))
                .map(_ -> Outdated.refusal(manifest, rooms.machine().name()))
                .stream()
                .toList();
    }

    private List<Problem> missingImage(PodManifest manifest) {
        return rooms.images().has(manifest.getImage())
                ? List.of()
                : List.of(Phrases.problem(
                        ProblemKind.PROBLEM_KIND_UNKNOWN_IMAGE,
                        say("image {0}", manifest.getImage()),
                        say(
                                "Workstation {0} does not have it, and pod {1} starts from it.",
                                rooms.machine().name(), manifest.getName()),
                        say(
                                "Add it there with 'deskferry-host image add', move a pod there that has it, or choose another "
                                        + "workstation.")));
    }

    private void receive(HostedPod pod, PodDescription description) throws IOException, InterruptedException {
        var sent = description.getManifest();
        var allowance = Allowance.of(description);
        new PodRoot(
                        rooms.images().root(sent.getImage()),
                        pod.folder(),
                        pod.manifest().getIds())
                .makeUpper();
        var images = pod.folder().images();
        Files.createDirectories(images);
        try (var files = TreeReceiver.ofPod(pod.folder().upper(), sent.getIds());
                var checkpoint = CheckpointReceiver.ofAll(
                        images, description.getResting().getSuspension().getCheckpointBytes())) {
            var part = source.next();
            while (!part.hasEnd()) {
                switch (part.getPartCase()) {
                    case FILES -> {
                        allowance.take(part.getFiles());
                        files.accept(part.getFiles());
                    }
                    case CHECKPOINT -> checkpoint.accept(part.getCheckpoint());
                    default -> throw unexpected(part);
                }
                part = source.next();
            }
            checkpoint.finish(part.getEnd().getCheckpointFiles());
        }
        if (!sent.getIds().equals(pod.manifest().getIds())) {
            new OwnerShift(sent.getIds(), pod.manifest().getIds())
                    .apply(pod.folder().upper());
            IdMapImage.replace(images, pod.manifest().getIds());
        }
    }

    /** From here on it is here. */
    private static void rest(Pods.Hold hold, Resting resting) throws IOException {
        DiskCheckpoint.sync(hold.pod().folder());
        hold.save(hold.pod().record().toBuilder()
                .setStage(PodRecord.Stage.STAGE_SUSPENDED)
                .setHasRun(true)
                .setResting(resting)
                .build());
    }

    private static ProblemException unexpected(PodPart part) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_CORRUPT_STREAM,
                say("the pod's parts"),
                say("They are out of order: {0} came where it cannot be.", part.getPartCase()),
                say("Export the pod anew, with the same version of Deskferry."));
    }
}
