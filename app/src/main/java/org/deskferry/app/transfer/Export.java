package org.deskferry.app.transfer;

import static org.deskferry.proto.problem.Phrases.say;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.deskferry.app.archive.ArchiveException;
import org.deskferry.app.archive.ArchiveReader;
import org.deskferry.app.archive.ArchiveWriter;
import org.deskferry.app.archive.Passphrase;
import org.deskferry.app.identity.Failures;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.ExportPodRequest;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodDescription;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.ReleasePodRequest;
import org.deskferry.proto.v1.RestGrpc.RestBlockingV2Stub;

/**
 * A suspended pod goes to a file.
 *
 * @param copy the pod stays where it is, and what is imported later is a new one; else the file then is the pod
 * @param passphrase locks the file; without one it is in the clear
 */
public record Export(Member member, Pod pod, Path file, boolean copy, Optional<Passphrase> passphrase) {
    /** Returns what is in the file, which is whole and on the disk then. A failure before leaves no file. */
    public PodDescription run(RestBlockingV2Stub stub, Progress progress, Stop stop) throws TransferException {
        return Calls.withWords(member, file, stop, () -> {
            try (var draft = ArchiveFile.begin(file)) {
                var archive = ArchiveWriter.begin(draft.output(), passphrase);
                receive(stub, archive, progress, stop);
                archive.finish();
                draft.sync();
                // Nothing is given up for a file that cannot be read back.
                var description = readBack(draft.draft(), progress, stop);
                stop.pass();
                progress.at(Progress.Step.FINISH, 0, 0);
                draft.keep();
                if (!copy) {
                    release(stub, description);
                }
                return description;
            }
        });
    }

    private void receive(RestBlockingV2Stub stub, ArchiveWriter archive, Progress progress, Stop stop)
            throws IOException, StatusException, InterruptedException, TransferException {
        var request = ExportPodRequest.newBuilder()
                .setPod(pod.getManifest().getId())
                .setCopy(copy)
                .build();
        var parts = stub.exportPod(request);
        try {
            stop.by(() -> parts.cancel("no longer wanted", null));
            var bytes = 0L;
            for (var part = parts.read(); part != null; part = parts.read()) {
                archive.accept(part);
                bytes += part.getSerializedSize();
                progress.at(Progress.Step.RECEIVE, bytes, 0);
            }
        } finally {
            // Of no effect after the last part.
            parts.cancel("the file cannot be written", null);
        }
    }

    private PodDescription readBack(Path draft, Progress progress, Stop stop)
            throws IOException, ArchiveException, TransferException {
        try (var archive = ArchiveReader.open(draft, passphrase::orElseThrow)) {
            return Checked.of(archive, progress, stop).description();
        }
    }

    /** From here on the file is the pod. */
    private void release(RestBlockingV2Stub stub, PodDescription description)
            throws IOException, TransferException, InterruptedException {
        var request = ReleasePodRequest.newBuilder()
                .setPodId(pod.getManifest().getId())
                .setEpoch(description.getManifest().getEpoch())
                .build();
        try {
            var _ = stub.releasePod(request);
        } catch (StatusException | StatusRuntimeException e) {
            throw unreleased(e);
        }
    }

    private TransferException unreleased(Exception failure) throws IOException {
        var thing = say("pod {0}", pod.getManifest().getName());
        var problems = Failures.of(failure, member);
        if (problems.getFirst().getKind() == ProblemKind.PROBLEM_KIND_UNKNOWN_POD) {
            // It may be the last of it: only a person can tell.
            return TransferException.of(
                    ProblemKind.PROBLEM_KIND_UNKNOWN_POD,
                    thing,
                    say("It is in {0}, and has left {1} meanwhile.", file, member.name()),
                    say(
                            "Look for it with 'deskferry ls': if no workstation has it, the file is the pod; else remove the file."));
        }
        var code = Status.fromThrowable(failure).getCode();
        if (code == Status.Code.INVALID_ARGUMENT || code == Status.Code.FAILED_PRECONDITION) {
            // It has been resumed meanwhile: the file is of the past.
            Files.delete(file);
            return new TransferException(problems, false);
        }
        return TransferException.of(
                ProblemKind.PROBLEM_KIND_UNREACHABLE,
                thing,
                say("It is in {0}, and may still be on {1} too, which did not answer at the end.", file, member.name()),
                say("Use one of them only: destroy the pod there, or remove the file."));
    }
}
