package org.deskferry.host.api;

import static org.deskferry.proto.problem.Phrases.say;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.host.rest.Rest;
import org.deskferry.proto.v1.Deed;
import org.deskferry.proto.v1.DeleteSnapshotRequest;
import org.deskferry.proto.v1.DeleteSnapshotResponse;
import org.deskferry.proto.v1.ExportPodRequest;
import org.deskferry.proto.v1.HistoryEntry;
import org.deskferry.proto.v1.ImportPodResponse;
import org.deskferry.proto.v1.ImportStep;
import org.deskferry.proto.v1.ListSnapshotsRequest;
import org.deskferry.proto.v1.ListSnapshotsResponse;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodPart;
import org.deskferry.proto.v1.PodRequest;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.ReleasePodRequest;
import org.deskferry.proto.v1.ReleasePodResponse;
import org.deskferry.proto.v1.RestGrpc;
import org.deskferry.proto.v1.RestoreSnapshotRequest;
import org.deskferry.proto.v1.ResumePodResponse;
import org.deskferry.proto.v1.SnapshotRecord;
import org.deskferry.proto.v1.SuspendPodResponse;
import org.deskferry.proto.v1.TakeSnapshotRequest;

/** What apps ask of pods that rest on the disk. */
public final class RestService extends RestGrpc.RestImplBase {
    private final Rest rest;
    private final Pods pods;
    private final PodView view;
    private final Chronicler chronicler;

    public RestService(Rest rest, Pods pods, PodView view, Chronicler chronicler) {
        this.rest = rest;
        this.pods = pods;
        this.view = view;
        this.chronicler = chronicler;
    }

    private interface Work<T> {
        T run() throws InterruptedException;
    }

    @Override
    public void suspendPod(PodRequest request, StreamObserver<SuspendPodResponse> responses) {
        var pod = request.getPod();
        answer(responses, () -> chronicler.keep(Deed.DEED_SUSPEND, pod, () -> rest.suspend(pod)));
    }

    @Override
    public void resumePod(PodRequest request, StreamObserver<ResumePodResponse> responses) {
        var pod = request.getPod();
        answer(responses, () -> chronicler.keep(Deed.DEED_RESUME, pod, () -> resume(pod)));
    }

    @Override
    public void exportPod(ExportPodRequest request, StreamObserver<PodPart> responses) {
        var call = (ServerCallStreamObserver<PodPart>) responses;
        // Without a handler a caller that hangs up would be an error here.
        call.setOnCancelHandler(() -> {});
        try {
            chronicler.keep(Deed.DEED_EXPORT, request.getPod(), () -> {
                rest.export(request.getPod(), request.getCopy(), new PartResponses(call));
                return request;
            });
            call.onCompleted();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void releasePod(ReleasePodRequest request, StreamObserver<ReleasePodResponse> responses) {
        answer(
                responses,
                () -> chronicler.keep(Deed.DEED_RELEASE, request.getPodId(), () -> {
                    rest.release(request.getPodId(), request.getEpoch());
                    return ReleasePodResponse.getDefaultInstance();
                }));
    }

    @Override
    public StreamObserver<ImportStep> importPod(StreamObserver<ImportPodResponse> responses) {
        var steps = ImportSteps.of((ServerCallStreamObserver<ImportPodResponse>) responses);
        // Here, as the other thread serves nobody's call.
        var account = chronicler.begin(Deed.DEED_IMPORT);
        Thread.ofVirtual().name("import").start(() -> {
            try {
                answer(
                        responses,
                        () -> account.of(
                                () -> takeIn(steps),
                                (entry, taken) -> name(entry, taken.getPod().getManifest())));
            } catch (RuntimeException e) {
                responses.onError(e);
            }
        });
        return steps;
    }

    private ImportPodResponse takeIn(ImportSteps steps) throws InterruptedException {
        try {
            var id = rest.takeIn(steps.begin().getName(), steps);
            return ImportPodResponse.newBuilder().setPod(view.of(pods.find(id))).build();
        } catch (IOException e) {
            throw ProblemException.causedBy(
                    e,
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    say("import"),
                    say("It did not begin: {0}.", e.getMessage()),
                    say("Use the same version of Deskferry everywhere."));
        }
    }

    @Override
    public void takeSnapshot(TakeSnapshotRequest request, StreamObserver<SnapshotRecord> responses) {
        answer(
                responses,
                () -> chronicler
                        .begin(Deed.DEED_SNAPSHOT, request.getPod())
                        .of(
                                () -> rest.snapshot(request.getPod(), request.getName()),
                                (entry, taken) -> entry.setFrozen(taken.getFrozen())));
    }

    @Override
    public void listSnapshots(ListSnapshotsRequest request, StreamObserver<ListSnapshotsResponse> responses) {
        answer(
                responses,
                () -> ListSnapshotsResponse.newBuilder()
                        .addAllSnapshots(rest.snapshots())
                        .build());
    }

    @Override
    public void restoreSnapshot(RestoreSnapshotRequest request, StreamObserver<ResumePodResponse> responses) {
        answer(
                responses,
                () -> chronicler
                        .begin(Deed.DEED_RESTORE)
                        .of(
                                () -> resume(rest.restore(request.getSnapshot(), request.getName())),
                                (entry, woken) -> name(entry, woken.getPod().getManifest())));
    }

    @Override
    public void deleteSnapshot(DeleteSnapshotRequest request, StreamObserver<DeleteSnapshotResponse> responses) {
        answer(
                responses,
                () -> DeleteSnapshotResponse.newBuilder()
                        .setFreedBytes(rest.deleteSnapshot(request.getSnapshot()))
                        .build());
    }

    private static void name(HistoryEntry.Builder entry, PodManifest pod) {
        entry.setPodId(pod.getId()).setPodName(pod.getName());
    }

    private ResumePodResponse resume(String pod) throws InterruptedException {
        return rest.resume(pod).toBuilder().setPod(view.of(pods.find(pod))).build();
    }

    private static <T> void answer(StreamObserver<T> responses, Work<T> work) {
        try {
            responses.onNext(work.run());
            responses.onCompleted();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
