package org.deskferry.app.cli;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.deskferry.app.scripted.ScriptedHistory;
import org.deskferry.proto.v1.CancelMoveResponse;
import org.deskferry.proto.v1.CensusReport;
import org.deskferry.proto.v1.CensusRequest;
import org.deskferry.proto.v1.CreatePodRequest;
import org.deskferry.proto.v1.DestroyPodResponse;
import org.deskferry.proto.v1.MoveCheck;
import org.deskferry.proto.v1.MovePhase;
import org.deskferry.proto.v1.MovePodRequest;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.MoveResult;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodRequest;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Problems;
import org.deskferry.proto.v1.Program;
import org.deskferry.proto.v1.ResolveMoveRequest;
import org.deskferry.proto.v1.ResolveMoveResponse;
import org.deskferry.proto.v1.SetOpenPortsRequest;
import org.deskferry.proto.v1.Snapshot;
import org.deskferry.proto.v1.Step;
import org.deskferry.proto.v1.WatchRequest;
import org.deskferry.proto.v1.WorkstationFacts;
import org.deskferry.proto.v1.WorkstationGrpc;

/**
 * A workstation at the other end of a real, mutually authenticated connection. Its pods are a list that moves and removals
 * change; no machine is behind it.
 */
final class ScriptedWorkstation extends WorkstationGrpc.WorkstationImplBase implements AutoCloseable {
    private static final Metadata.Key<Problems> TRAILER =
            Metadata.Key.of("deskferry-problems-bin", ProtoUtils.metadataMarshaller(Problems.getDefaultInstance()));

    final Map<String, Pod> pods = new ConcurrentHashMap<>();
    final List<Duration> downtimes = new CopyOnWriteArrayList<>();
    final List<Long> bandwidths = new CopyOnWriteArrayList<>();
    /** The steps of a move. */
    volatile List<Step> steps = List.of();

    final List<String> residue = new CopyOnWriteArrayList<>();
    final List<ResolveMoveRequest.Decision> decisions = new CopyOnWriteArrayList<>();
    /** Why moves to a destination are refused. */
    final Map<String, ProblemKind> refusals = new ConcurrentHashMap<>();

    /** What it does about pods at rest. */
    final ScriptedRest rest = new ScriptedRest(this);

    final ScriptedHistory history = new ScriptedHistory();

    private final List<StreamObserver<Snapshot>> watchers = new CopyOnWriteArrayList<>();
    private final String name;
    private final Server server;
    private final int port;
    private volatile long memory = 4L << 30;
    private volatile MoveCheck check = MoveCheck.getDefaultInstance();

    ScriptedWorkstation(String name, KeyPair keys, Path signed) throws Exception {
        this.name = name;
        var tls = SslContextBuilder.forServer(
                        keys.getPrivate(), TestFiles.certificate(signed.resolve("certificate.pem")))
                .trustManager(TestFiles.certificate(signed.resolve("fleet.pem")))
                .clientAuth(ClientAuth.REQUIRE);
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sslContext(GrpcSslContexts.configure(tls, SslProvider.JDK).build())
                .addService(this)
                .addService(rest)
                .addService(history)
                .build()
                .start();
        port = server.getPort();
    }

    int port() {
        return port;
    }

    void setMemory(long bytes) {
        memory = bytes;
    }

    /** What it says of any move. */
    void setCheck(MoveCheck answer) {
        check = answer;
    }

    /** Puts a running pod here. */
    Pod put(String id, String podName) {
        var pod = Pod.newBuilder()
                .setManifest(PodManifest.newBuilder().setId(id).setName(podName).setImage("sha256:0"))
                .setState(PodState.POD_STATE_RUNNING)
                .setStarted(Timestamps.fromSeconds(1000))
                .setConnections(4)
                .setMemoryBytes(438L << 20)
                .addPrograms(Program.newBuilder().setName("xterm").setTitle("evil\u001b[2Jtitle"))
                .build();
        pods.put(id, pod);
        return pod;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    /** Tells everyone who watches how it is now. */
    void announce() {
        watchers.forEach(watcher -> watcher.onNext(snapshot()));
    }

    @Override
    public void watch(WatchRequest request, StreamObserver<Snapshot> responses) {
        ((ServerCallStreamObserver<Snapshot>) responses).setOnCancelHandler(() -> watchers.remove(responses));
        responses.onNext(snapshot());
        watchers.add(responses);
    }

    private Snapshot snapshot() {
        return Snapshot.newBuilder()
                .setWorkstation(WorkstationFacts.newBuilder()
                        .setName(name)
                        .setLoad(0.42)
                        .setMemoryTotalBytes(8L << 30)
                        .setMemoryAvailableBytes(memory)
                        .setDiskFreeBytes(80L << 30)
                        .setEngine("4.2.1")
                        .addImages("sha256:0")
                        .setTime(Timestamps.fromSeconds(8500)))
                .addAllPods(pods.values())
                .build();
    }

    @Override
    public void createPod(CreatePodRequest request, StreamObserver<Pod> responses) {
        if (request.getName().equals("taken")) {
            refuse(responses, ProblemKind.PROBLEM_KIND_NAME_IN_USE, Status.FAILED_PRECONDITION);
            return;
        }
        var pod = put("new-" + name, request.getName());
        answer(
                responses,
                pod.toBuilder()
                        .setManifest(pod.getManifest().toBuilder().setGeometry(request.getGeometry()))
                        .build());
    }

    @Override
    public void describePod(PodRequest request, StreamObserver<Pod> responses) {
        answer(responses, Objects.requireNonNull(pods.get(request.getPod())));
    }

    @Override
    public void destroyPod(PodRequest request, StreamObserver<DestroyPodResponse> responses) {
        pods.remove(request.getPod());
        answer(responses, DestroyPodResponse.getDefaultInstance());
    }

    @Override
    public void checkMove(MovePodRequest request, StreamObserver<MoveCheck> responses) {
        answer(responses, check);
    }

    @Override
    public void movePod(MovePodRequest request, StreamObserver<MoveProgress> responses) {
        if (request.getDestination().equals(name)) {
            refuse(responses, ProblemKind.PROBLEM_KIND_SAME_WORKSTATION, Status.FAILED_PRECONDITION);
            return;
        }
        var refusal = refusals.get(request.getDestination());
        if (refusal != null) {
            refuse(responses, refusal, Status.FAILED_PRECONDITION);
            return;
        }
        downtimes.add(request.getDowntime());
        bandwidths.add(request.getBandwidth());
        var pod = pods.remove(request.getPod());
        var progress = MoveProgress.newBuilder()
                .setPodName(pod == null ? "" : pod.getManifest().getName())
                .setSource(name)
                .setDestination(request.getDestination());
        responses.onNext(progress.setPhase(MovePhase.MOVE_PHASE_COPY_LIVE).build());
        var result = MoveResult.newBuilder()
                .setFrozen(Durations.fromMillis(912))
                .setFrozenEstimate(Durations.fromMillis(1100))
                .setTotal(Durations.fromMillis(4211))
                .setBytes(164L << 20)
                .setConnectionsBefore(4)
                .setConnectionsKept(4)
                .addAllSteps(steps)
                .addAllResidue(residue);
        answer(
                responses,
                progress.setPhase(MovePhase.MOVE_PHASE_DONE).setResult(result).build());
    }

    @Override
    public void cancelMove(PodRequest request, StreamObserver<CancelMoveResponse> responses) {
        var pod = pods.get(request.getPod());
        if (pod != null && pod.getState() == PodState.POD_STATE_LEAVING) {
            answer(responses, CancelMoveResponse.getDefaultInstance());
        } else {
            refuse(responses, ProblemKind.PROBLEM_KIND_COMMITTED, Status.FAILED_PRECONDITION);
        }
    }

    @Override
    public void resolveMove(ResolveMoveRequest request, StreamObserver<ResolveMoveResponse> responses) {
        decisions.add(request.getDecision());
        answer(responses, ResolveMoveResponse.getDefaultInstance());
    }

    @Override
    public void setOpenPorts(SetOpenPortsRequest request, StreamObserver<Pod> responses) {
        var pod = Objects.requireNonNull(pods.get(request.getPod())).toBuilder();
        pod.getManifestBuilder().clearOpenPorts().addAllOpenPorts(request.getOpenPortsList());
        pods.put(request.getPod(), pod.build());
        answer(responses, pod.build());
    }

    @Override
    public void census(CensusRequest request, StreamObserver<CensusReport> responses) {
        answer(responses, CensusReport.newBuilder().addAllFound(residue).build());
    }

    static <T> void answer(StreamObserver<T> responses, T response) {
        responses.onNext(response);
        responses.onCompleted();
    }

    static void refuse(StreamObserver<?> responses, ProblemKind kind, Status status) {
        var trailers = new Metadata();
        trailers.put(
                TRAILER,
                Problems.newBuilder()
                        .addProblems(Problem.newBuilder()
                                .setKind(kind)
                                .setThing("pod x")
                                .setReason("It cannot be.")
                                .setRemedy("Do otherwise."))
                        .build());
        responses.onError(status.asRuntimeException(trailers));
    }
}
