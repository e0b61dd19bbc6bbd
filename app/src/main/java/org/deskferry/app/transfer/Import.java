package org.deskferry.app.transfer;

import static org.deskferry.proto.problem.Phrases.say;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.deskferry.app.archive.ArchiveException;
import org.deskferry.app.archive.ArchiveReader;
import org.deskferry.app.archive.Passphrase;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.ImportPodRequest;
import org.deskferry.proto.v1.ImportPodResponse;
import org.deskferry.proto.v1.ImportStep;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodDescription;
import org.deskferry.proto.v1.PodPart;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.RestGrpc.RestBlockingV2Stub;

/**
 * A pod goes from a file to a workstation, where it is suspended then.
 *
 * @param name what to call it; empty: as it is called, or of a copy a free name
 * @param passphrase is asked for, once or twice, if the file is locked
 * @param whereIs the workstation that has the pod of this id, if one has
 */
public record Import(
        Member member,
        Path file,
        String name,
        Supplier<Passphrase> passphrase,
        Function<String, Optional<String>> whereIs) {

    /** Returns the pod as it is then. A failure leaves nothing on the workstation. */
    public Pod run(RestBlockingV2Stub stub, Progress progress, Stop stop) throws TransferException {
        return Calls.withWords(member, file, stop, () -> {
            // All of it, before anything is made of it.
            var checked = check(progress, stop);
            requireNowhere(checked.description());
            try (var archive = ArchiveReader.open(file, passphrase)) {
                return send(stub, archive, checked.bytes(), progress, stop);
            }
        });
    }

    private Checked check(Progress progress, Stop stop) throws IOException, ArchiveException, TransferException {
        try (var archive = ArchiveReader.open(file, passphrase)) {
            return Checked.of(archive, progress, stop);
        }
    }

    /** A pod that is somewhere already does not come a second time; a copy is another pod. */
    private void requireNowhere(PodDescription description) throws TransferException {
        var place = description.getCopy()
                ? Optional.<String>empty()
                : whereIs.apply(description.getManifest().getId());
        if (place.isPresent()) {
            throw TransferException.of(
                    ProblemKind.PROBLEM_KIND_POD_BUSY,
                    say("pod {0}", description.getManifest().getName()),
                    say("It is on {0} already, and must not be in two places.", place.get()),
                    say("Remove it there first, or export it as a copy (--copy), which makes a new pod."));
        }
    }

    private Pod send(RestBlockingV2Stub stub, ArchiveReader archive, long whole, Progress progress, Stop stop)
            throws IOException, ArchiveException, StatusException, InterruptedException, TransferException {
        var call = stub.importPod();
        try {
            stop.by(() -> call.cancel("no longer wanted", null));
            sendParts(call, archive, whole, progress);
            call.halfClose();
            return Optional.ofNullable(call.read())
                    .orElseThrow(Status.INTERNAL::asException)
                    .getPod();
        } finally {
            // Of no effect after the answer.
            call.cancel("the pod cannot be read to its end", null);
        }
    }

    private void sendParts(
            BlockingClientCall<ImportStep, ImportPodResponse> call,
            ArchiveReader archive,
            long whole,
            Progress progress)
            throws IOException, ArchiveException, StatusException, InterruptedException {
        var request = ImportPodRequest.newBuilder().setName(name);
        var open = call.write(ImportStep.newBuilder().setRequest(request).build())
                && call.write(step(PodPart.newBuilder()
                        .setDescription(archive.description())
                        .build()));
        var bytes = (long) archive.description().getSerializedSize();
        for (var part = archive.next(); open && part.isPresent(); part = archive.next()) {
            open = call.write(step(part.get()));
            bytes += part.get().getSerializedSize();
            progress.at(Progress.Step.SEND, bytes, whole);
        }
    }

    private static ImportStep step(PodPart part) {
        return ImportStep.newBuilder().setPart(part).build();
    }
}
