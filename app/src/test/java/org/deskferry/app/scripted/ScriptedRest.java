package org.deskferry.app.scripted;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.deskferry.proto.v1.Checkpoint;
import org.deskferry.proto.v1.CheckpointEnd;
import org.deskferry.proto.v1.DeleteSnapshotRequest;
import org.deskferry.proto.v1.DeleteSnapshotResponse;
import org.deskferry.proto.v1.ExportPodRequest;
import org.deskferry.proto.v1.ImportPodResponse;
import org.deskferry.proto.v1.ImportStep;
import org.deskferry.proto.v1.ListSnapshotsRequest;
import org.deskferry.proto.v1.ListSnapshotsResponse;
import org.deskferry.proto.v1.PartsEnd;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodDescription;
import org.deskferry.proto.v1.PodPart;
import org.deskferry.proto.v1.PodRequest;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ReleasePodRequest;
import org.deskferry.proto.v1.ReleasePodResponse;
import org.deskferry.proto.v1.RestGrpc;
import org.deskferry.proto.v1.Resting;
import org.deskferry.proto.v1.RestoreSnapshotRequest;
import org.deskferry.proto.v1.ResumePodResponse;
import org.deskferry.proto.v1.Reunion;
import org.deskferry.proto.v1.SetOpenPortsRequest;
import org.deskferry.proto.v1.SnapshotRecord;
import org.deskferry.proto.v1.SuspendPodResponse;
import org.deskferry.proto.v1.TakeSnapshotRequest;

/** What a scripted workstation does about pods at rest. */
public final class ScriptedRest extends RestGrpc.RestImplBase {
    private static final int PARTS = 40;

    private final ScriptedWorkstation workstation;
    private final List<SnapshotRecord> snapshots = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Optional<Problem> refusal = Optional.empty();
    private volatile Reunion reunion = Reunion.getDefaultInstance();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    ScriptedRest(ScriptedWorkstation workstation) {
        this.workstation = workstation;
    }

    /** All that is asked for from now on but lists is refused, until called with nothing. */
    public void refuse(Problem... problem) {
        refusal = List.of(problem).stream().findFirst();
    }

    /** What became of the connections of a pod that is resumed. */
    public void setReunion(Reunion value) {
        reunion = value;
    }

    /** What is asked for from now on waits for the gate. */
    public void waitFor(CountDownLatch value) {
        gate = value;
    }

    public void add(SnapshotRecord snapshot) {
        snapshots.add(snapshot);
    }

    /** The calls that came, as "suspend anna". */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void play(String what, StreamObserver<?> caller, Answer.Work work) {
        asked.add(what);
        Answer.give(caller, () -> {
            awaitGate();
            work.run();
        });
    }

    private void awaitGate() throws InterruptedException {
        gate.await();
        if (refusal.isPresent()) {
            throw Samples.refusal(refusal.get());
        }
    }

    @Override
    public void suspendPod(PodRequest request, StreamObserver<SuspendPodResponse> answer) {
        var pod = workstation.find(request.getPod());
        play("suspend " + pod.getManifest().getName(), answer, () -> {
            workstation.put(Samples.suspended(pod));
            answer.onNext(SuspendPodResponse.getDefaultInstance());
        });
    }

    @Override
    public void resumePod(PodRequest request, StreamObserver<ResumePodResponse> answer) {
        var pod = workstation.find(request.getPod());
        play("resume " + pod.getManifest().getName(), answer, () -> answer.onNext(wake(pod)));
    }

    private ResumePodResponse wake(Pod pod) {
        var awake = Samples.resumed(pod);
        workstation.put(awake);
        return ResumePodResponse.newBuilder().setPod(awake).setReunion(reunion).build();
    }

    /** Here, as it is refused as the rest is. */
    void setOpenPorts(SetOpenPortsRequest request, StreamObserver<Pod> answer) {
        var pod = workstation.find(request.getPod());
        play("ports " + pod.getManifest().getName(), answer, () -> {
            var changed = pod.toBuilder()
                    .setManifest(
                            pod.getManifest().toBuilder().clearOpenPorts().addAllOpenPorts(request.getOpenPortsList()))
                    .build();
            workstation.put(changed);
            answer.onNext(changed);
        });
    }

    @Override
    public void takeSnapshot(TakeSnapshotRequest request, StreamObserver<SnapshotRecord> answer) {
        var pod = workstation.find(request.getPod());
        play("keep " + pod.getManifest().getName(), answer, () -> {
            var taken = Samples.snapshot(pod, pod.getManifest().getName() + "-now");
            snapshots.add(taken);
            answer.onNext(taken);
        });
    }

    @Override
    public void listSnapshots(ListSnapshotsRequest request, StreamObserver<ListSnapshotsResponse> answer) {
        answer.onNext(
                ListSnapshotsResponse.newBuilder().addAllSnapshots(snapshots).build());
        answer.onCompleted();
    }

    @Override
    public void restoreSnapshot(RestoreSnapshotRequest request, StreamObserver<ResumePodResponse> answer) {
        play("restore " + request.getSnapshot(), answer, () -> answer.onNext(wake(Samples.pod("restored", 7, 0))));
    }

    @Override
    public void deleteSnapshot(DeleteSnapshotRequest request, StreamObserver<DeleteSnapshotResponse> answer) {
        play("remove " + request.getSnapshot(), answer, () -> {
            snapshots.removeIf(each -> each.getId().equals(request.getSnapshot()));
            answer.onNext(DeleteSnapshotResponse.getDefaultInstance());
        });
    }

    @Override
    public void exportPod(ExportPodRequest request, StreamObserver<PodPart> answer) {
        var pod = workstation.find(request.getPod());
        var manifest = pod.getManifest();
        asked.add((request.getCopy() ? "copy " : "export ") + manifest.getName());
        Answer.give(answer, () -> {
            answer.onNext(PodPart.newBuilder()
                    .setDescription(PodDescription.newBuilder()
                            .setManifest(manifest)
                            .setWorkstation(workstation.name())
                            .setTime(Samples.at(Instant.now()))
                            .setCopy(request.getCopy())
                            .setResting(Resting.newBuilder().setSuspension(pod.getSuspension())))
                    .build());
            answer.onNext(PodPart.newBuilder()
                    .setCheckpoint(Checkpoint.newBuilder().setBytes(ByteString.copyFrom(new byte[1 << 20])))
                    .build());
            awaitGate();
            for (int part = 1; part < PARTS; part++) {
                answer.onNext(PodPart.newBuilder()
                        .setCheckpoint(Checkpoint.newBuilder().setBytes(ByteString.copyFrom(new byte[1 << 20])))
                        .build());
            }
            answer.onNext(PodPart.newBuilder()
                    .setCheckpoint(Checkpoint.newBuilder()
                            .setEnd(CheckpointEnd.newBuilder().setSize(PARTS << 20)))
                    .build());
            answer.onNext(PodPart.newBuilder()
                    .setEnd(PartsEnd.newBuilder().setCheckpointFiles(1))
                    .build());
        });
    }

    @Override
    public void releasePod(ReleasePodRequest request, StreamObserver<ReleasePodResponse> answer) {
        var pod = workstation.find(request.getPodId());
        play("release " + pod.getManifest().getName(), answer, () -> {
            workstation.remove(request.getPodId());
            answer.onNext(ReleasePodResponse.getDefaultInstance());
        });
    }

    @Override
    public StreamObserver<ImportStep> importPod(StreamObserver<ImportPodResponse> answer) {
        var steps = new ArrayList<ImportStep>();
        return new StreamObserver<>() {
            @Override
            public void onNext(ImportStep step) {
                steps.add(step);
            }

            @Override
            public void onError(Throwable failure) {
                asked.add("import given up");
            }

            @Override
            public void onCompleted() {
                var description = steps.get(1).getPart().getDescription();
                play("import " + description.getManifest().getName(), answer, () -> {
                    var manifest = description.getManifest().toBuilder();
                    var name = steps.getFirst().getRequest().getName();
                    if (!name.isEmpty()) {
                        manifest.setName(name);
                    }
                    var pod = Samples.suspended(
                            Pod.newBuilder().setManifest(manifest).build());
                    workstation.put(pod);
                    answer.onNext(ImportPodResponse.newBuilder().setPod(pod).build());
                });
            }
        };
    }
}
