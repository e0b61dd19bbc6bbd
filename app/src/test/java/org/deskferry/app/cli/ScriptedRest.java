package org.deskferry.app.cli;

import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.deskferry.proto.v1.DeleteSnapshotRequest;
import org.deskferry.proto.v1.DeleteSnapshotResponse;
import org.deskferry.proto.v1.ExportPodRequest;
import org.deskferry.proto.v1.ImportPodResponse;
import org.deskferry.proto.v1.ImportStep;
import org.deskferry.proto.v1.ListSnapshotsRequest;
import org.deskferry.proto.v1.ListSnapshotsResponse;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodPart;
import org.deskferry.proto.v1.PodRequest;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.ReleasePodRequest;
import org.deskferry.proto.v1.ReleasePodResponse;
import org.deskferry.proto.v1.RestGrpc;
import org.deskferry.proto.v1.RestoreSnapshotRequest;
import org.deskferry.proto.v1.ResumePodResponse;
import org.deskferry.proto.v1.Reunion;
import org.deskferry.proto.v1.SnapshotRecord;
import org.deskferry.proto.v1.SuspendPodResponse;
import org.deskferry.proto.v1.TakeSnapshotRequest;

/** What a scripted workstation does about pods at rest: pods change their states, parts and snapshots are lists. */
final class ScriptedRest extends RestGrpc.RestImplBase {
    final List<SnapshotRecord> snapshots = new CopyOnWriteArrayList<>();
    /** What became of the connections of a pod that is resumed, or restored. */
    volatile Reunion reunion = Reunion.getDefaultInstance();
    /** What an export sends. */
    volatile List<PodPart> parts = List.of();
    /** How an export ends after its parts; empty: well. */
    volatile Optional<Status> breaks = Optional.empty();
    /** Why everything that is asked for is refused; empty: nothing is. */
    volatile Optional<ProblemKind> refusal = Optional.empty();
    /** Why the release of an exported pod is refused; empty: it is not. */
    volatile Optional<ProblemKind> releaseRefusal = Optional.empty();
    /** Nobody hears what became of a release. */
    volatile boolean losesRelease;
    /** An export begins to send, and goes on no further than this before it is opened. */
    volatile CountDownLatch gate = new CountDownLatch(0);
    /** After how many steps an import is refused. */
    volatile int mostSteps = Integer.MAX_VALUE;

    final List<ImportStep> imported = new CopyOnWriteArrayList<>();
    final List<Long> released = new CopyOnWriteArrayList<>();

    private final ScriptedWorkstation workstation;

    ScriptedRest(ScriptedWorkstation workstation) {
        this.workstation = workstation;
    }

    /** Puts a pod here that rests. */
    Pod putSuspended(String id, String name) {
        workstation.put(id, name);
        return change(id, pod -> pod.setState(PodState.POD_STATE_SUSPENDED).setSuspension(Rests.suspension()));
    }

    private Pod change(String id, UnaryOperator<Pod.Builder> change) {
        return workstation.pods.compute(
                id, (_, pod) -> change.apply(pod.toBuilder()).build());
    }

    private Pod pod(String id) {
        return Objects.requireNonNull(workstation.pods.get(id));
    }

    private boolean isRefused(StreamObserver<?> responses) {
        refusal.ifPresent(kind -> ScriptedWorkstation.refuse(responses, kind, Status.FAILED_PRECONDITION));
        return refusal.isPresent();
    }

    @Override
    public void suspendPod(PodRequest request, StreamObserver<SuspendPodResponse> responses) {
        if (!isRefused(responses)) {
            var pod = putSuspended(
                    request.getPod(), pod(request.getPod()).getManifest().getName());
            ScriptedWorkstation.answer(
                    responses,
                    SuspendPodResponse.newBuilder()
                            .setSuspension(pod.getSuspension())
                            .setTook(Durations.fromMillis(1870))
                            .build());
        }
    }

    @Override
    public void resumePod(PodRequest request, StreamObserver<ResumePodResponse> responses) {
        if (!isRefused(responses)) {
            var pod = change(
                    request.getPod(),
                    each -> each.setState(PodState.POD_STATE_RUNNING).clearSuspension());
            ScriptedWorkstation.answer(responses, resumed(pod));
        }
    }

    private ResumePodResponse resumed(Pod pod) {
        return ResumePodResponse.newBuilder()
                .setPod(pod)
                .setTook(Durations.fromMillis(640))
                .setReunion(reunion)
                .build();
    }

    @Override
    public void exportPod(ExportPodRequest request, StreamObserver<PodPart> responses) {
        if (!isRefused(responses)) {
            parts.forEach(part -> responses.onNext(Rests.described(part, request.getCopy())));
            awaitGate();
            breaks.ifPresentOrElse(how -> responses.onError(how.asRuntimeException()), responses::onCompleted);
        }
    }

    private void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void releasePod(ReleasePodRequest request, StreamObserver<ReleasePodResponse> responses) {
        if (losesRelease) {
            responses.onError(Status.UNAVAILABLE.asRuntimeException());
        } else if (releaseRefusal.isPresent()) {
            ScriptedWorkstation.refuse(responses, releaseRefusal.get(), Status.FAILED_PRECONDITION);
        } else {
            released.add(request.getEpoch());
            workstation.pods.remove(request.getPodId());
            ScriptedWorkstation.answer(responses, ReleasePodResponse.getDefaultInstance());
        }
    }

    @Override
    public StreamObserver<ImportStep> importPod(StreamObserver<ImportPodResponse> responses) {
        return new Import(responses);
    }

    private final class Import implements StreamObserver<ImportStep> {
        private final StreamObserver<ImportPodResponse> responses;
        private final List<ImportStep> steps = new ArrayList<>();
        private boolean over;

        Import(StreamObserver<ImportPodResponse> responses) {
            this.responses = responses;
        }

        @Override
        public void onNext(ImportStep step) {
            steps.add(step);
            if (!over && steps.size() > mostSteps) {
                over = true;
                ScriptedWorkstation.refuse(responses, ProblemKind.PROBLEM_KIND_DISK_FULL, Status.RESOURCE_EXHAUSTED);
            }
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {
            if (!over) {
                imported.addAll(steps);
                var manifest = steps.get(1).getPart().getDescription().getManifest();
                var wanted = steps.getFirst().getRequest().getName();
                var pod = putSuspended(manifest.getId(), wanted.isEmpty() ? manifest.getName() : wanted);
                ScriptedWorkstation.answer(
                        responses, ImportPodResponse.newBuilder().setPod(pod).build());
            }
        }
    }

    @Override
    public void takeSnapshot(TakeSnapshotRequest request, StreamObserver<SnapshotRecord> responses) {
        if (!isRefused(responses)) {
            var pod = pod(request.getPod());
            var podName = pod.getManifest().getName();
            var name = request.getName().isEmpty() ? podName + "-now" : request.getName();
            var taken = Rests.snapshot("id-" + name, name, pod.getManifest());
            snapshots.add(taken);
            ScriptedWorkstation.answer(responses, taken);
        }
    }

    @Override
    public void listSnapshots(ListSnapshotsRequest request, StreamObserver<ListSnapshotsResponse> responses) {
        ScriptedWorkstation.answer(
                responses,
                ListSnapshotsResponse.newBuilder().addAllSnapshots(snapshots).build());
    }

    @Override
    public void restoreSnapshot(RestoreSnapshotRequest request, StreamObserver<ResumePodResponse> responses) {
        if (!isRefused(responses)) {
            var name = request.getName().isEmpty() ? "restored" : request.getName();
            workstation.put("of-" + request.getSnapshot(), name);
            var pod = change(
                    "of-" + request.getSnapshot(),
                    each -> each.setManifest(each.getManifest().toBuilder()
                            .setAddress(
                                    each.getManifest().getAddress().toBuilder().setIpv4("192.0.2.9/24"))));
            ScriptedWorkstation.answer(responses, resumed(pod));
        }
    }

    @Override
    public void deleteSnapshot(DeleteSnapshotRequest request, StreamObserver<DeleteSnapshotResponse> responses) {
        if (!isRefused(responses)) {
            snapshots.removeIf(each -> each.getId().equals(request.getSnapshot()));
            ScriptedWorkstation.answer(
                    responses,
                    DeleteSnapshotResponse.newBuilder().setFreedBytes(12 << 20).build());
        }
    }
}
