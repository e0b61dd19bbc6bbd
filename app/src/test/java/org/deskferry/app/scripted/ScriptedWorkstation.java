package org.deskferry.app.scripted;

import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.CancelMoveResponse;
import org.deskferry.proto.v1.CreatePodRequest;
import org.deskferry.proto.v1.DestroyPodResponse;
import org.deskferry.proto.v1.MoveCheck;
import org.deskferry.proto.v1.MovePodRequest;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodRequest;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.ScreenRequest;
import org.deskferry.proto.v1.ScreenResponse;
import org.deskferry.proto.v1.SetOpenPortsRequest;
import org.deskferry.proto.v1.Snapshot;
import org.deskferry.proto.v1.WatchRequest;
import org.deskferry.proto.v1.WorkstationFacts;
import org.deskferry.proto.v1.WorkstationGrpc;

/** One workstation: a real gRPC server on loopback whose pods and answers a test sets. */
public final class ScriptedWorkstation implements AutoCloseable {
    private final String name;
    private final Map<String, Pod> pods = new LinkedHashMap<>();
    private final Map<String, MoveProgress> moves = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<StreamObserver<Snapshot>> watchers = new ArrayList<>();
    private final List<String> screensAsked = new ArrayList<>();
    private final ScheduledExecutorService heart =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private final ScriptedRest rest = new ScriptedRest(this);
    private final ScriptedDisplay display = new ScriptedDisplay();
    private final ScriptedHistory history = new ScriptedHistory();
    private List<String> images = List.of("sha256:9f2c41b7");
    private Server server;
    private int port;
    private Mover mover = (_, _) -> {};
    private Consumer<String> canceller = _ -> {};
    private Checker checker = _ -> Samples.open();

    /** Plays the part of MovePod on a thread of its own. Throwing ends the call with that failure. */
    public interface Mover {
        void move(Pod pod, Run run) throws InterruptedException;
    }

    /** Plays the part of CheckMove on a thread of its own. */
    public interface Checker {
        MoveCheck check(MovePodRequest request) throws InterruptedException;
    }

    /** The stream of one MovePod call. */
    public interface Run {
        MovePodRequest request();

        void say(MoveProgress progress);
    }

    public ScriptedWorkstation(String name) {
        this.name = name;
        this.server = listen(0);
        this.port = server.getPort();
        var _ = heart.scheduleWithFixedDelay(this::tell, 1, 1, TimeUnit.SECONDS);
    }

    public Member member() {
        return new Member(name, "127.0.0.1", port);
    }

    /** What it does about pods at rest. */
    public ScriptedRest rest() {
        return rest;
    }

    /** The display of its pods. */
    public ScriptedDisplay display() {
        return display;
    }

    /** What was done with its pods. */
    public ScriptedHistory history() {
        return history;
    }

    public String name() {
        return name;
    }

    public synchronized boolean holds(String id) {
        return pods.containsKey(id);
    }

    public synchronized void put(Pod pod) {
        pods.put(pod.getManifest().getId(), pod);
        tell();
    }

    public synchronized void remove(String id) {
        pods.remove(id);
        tell();
    }

    /** Speaks of a move in its snapshots, as of one that somebody else asked for. */
    public synchronized void setMove(MoveProgress move) {
        moves.put(move.getPodId(), move);
        tell();
    }

    /** Both in one snapshot: the move is over and the pod is gone. */
    public synchronized void endMove(String podId, boolean gone) {
        moves.remove(podId);
        if (gone) {
            pods.remove(podId);
        }
        tell();
    }

    public synchronized void addProblem(Problem problem) {
        problems.add(problem);
        tell();
    }

    /** By their digests; none: no pod could be made. */
    public synchronized void setImages(String... digests) {
        images = List.of(digests);
        tell();
    }

    /** Whose the pod of this name is. */
    public synchronized String owner(String podName) {
        return pods.values().stream()
                .map(Pod::getManifest)
                .filter(manifest -> manifest.getName().equals(podName))
                .map(PodManifest::getOwner)
                .findFirst()
                .orElseThrow();
    }

    public synchronized void onCheck(Checker script) {
        checker = script;
    }

    public synchronized void onMove(Mover script) {
        mover = script;
    }

    /** {@code script}: is given the pod's id, and may refuse. */
    public synchronized void onCancel(Consumer<String> script) {
        canceller = script;
    }

    public synchronized List<String> screensAsked() {
        return List.copyOf(screensAsked);
    }

    /** Is cut off at once, as by a power failure. */
    public synchronized void goAway() {
        watchers.clear();
        server.shutdownNow();
    }

    /** Listens again at the same place. */
    public synchronized void comeBack() {
        for (int attempt = 0; ; attempt++) {
            try {
                server = listen(port);
                return;
            } catch (UncheckedIOException portStillHeld) {
                if (attempt == 50) {
                    throw portStillHeld;
                }
                java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
            }
        }
    }

    @Override
    public void close() {
        heart.shutdownNow();
        goAway();
    }

    private synchronized void tell() {
        watchers.removeIf(watcher -> {
            try {
                watcher.onNext(snapshot());
                return false;
            } catch (RuntimeException gone) {
                return true;
            }
        });
    }

    private Snapshot snapshot() {
        var facts = WorkstationFacts.newBuilder()
                .setName(name)
                .setLoad(0.42)
                .setCpus(8)
                .setMemoryTotalBytes(33_400_000_000L)
                .setMemoryAvailableBytes(33_400_000_000L - 4_100_000_000L - 2_600_000_000L * pods.size())
                .setDiskFreeBytes(200_000_000_000L)
                .setKernel("6.12.0")
                .setEngine("4.2.1")
                .setVersion("0.1.0")
                .addAllImages(images)
                .addAllProblems(problems)
                .setTime(Samples.at(Instant.now()));
        return Snapshot.newBuilder()
                .setWorkstation(facts)
                .addAllPods(pods.values())
                .addAllMoves(moves.values())
                .build();
    }

    private Server listen(int at) {
        try {
            return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), at))
                    .addService(new Service())
                    .addService(rest)
                    .addService(display)
                    .addService(history)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Service extends WorkstationGrpc.WorkstationImplBase {
        @Override
        public void watch(WatchRequest request, StreamObserver<Snapshot> watcher) {
            synchronized (ScriptedWorkstation.this) {
                watchers.add(watcher);
                watcher.onNext(snapshot());
            }
        }

        @Override
        public void movePod(MovePodRequest request, StreamObserver<MoveProgress> answer) {
            var pod = find(request.getPod());
            Mover script;
            synchronized (ScriptedWorkstation.this) {
                script = mover;
            }
            Answer.give(answer, () -> script.move(pod, run(request, answer::onNext)));
        }

        @Override
        public void cancelMove(PodRequest request, StreamObserver<CancelMoveResponse> answer) {
            try {
                synchronized (ScriptedWorkstation.this) {
                    canceller.accept(request.getPod());
                }
                answer.onNext(CancelMoveResponse.getDefaultInstance());
                answer.onCompleted();
            } catch (StatusRuntimeException e) {
                answer.onError(e);
            }
        }

        @Override
        public void checkMove(MovePodRequest request, StreamObserver<MoveCheck> answer) {
            Checker script;
            synchronized (ScriptedWorkstation.this) {
                script = checker;
            }
            Answer.give(answer, () -> answer.onNext(script.check(request)));
        }

        @Override
        public void createPod(CreatePodRequest request, StreamObserver<Pod> answer) {
            synchronized (ScriptedWorkstation.this) {
                if (problems.stream().anyMatch(p -> p.getKind() == ProblemKind.PROBLEM_KIND_DISK_FULL)) {
                    answer.onError(Samples.refusal(problems.getFirst()));
                    return;
                }
                var made = Samples.pod(request.getName(), pods.size() + 5, 0);
                put(made.toBuilder()
                        .setManifest(made.getManifest().toBuilder()
                                .setOwner(request.getOwner())
                                .setGeometry(request.getGeometry()))
                        .setStarted(Samples.at(Instant.now()))
                        .build());
                answer.onNext(made);
                answer.onCompleted();
            }
        }

        @Override
        public void destroyPod(PodRequest request, StreamObserver<DestroyPodResponse> answer) {
            remove(request.getPod());
            answer.onNext(DestroyPodResponse.getDefaultInstance());
            answer.onCompleted();
        }

        @Override
        public void setOpenPorts(SetOpenPortsRequest request, StreamObserver<Pod> answer) {
            rest.setOpenPorts(request, answer);
        }

        @Override
        public void screen(ScreenRequest request, StreamObserver<ScreenResponse> answer) {
            var pod = find(request.getPod());
            synchronized (ScriptedWorkstation.this) {
                screensAsked.add(pod.getManifest().getName());
            }
            answer.onNext(ScreenResponse.newBuilder()
                    .setPng(PaintedScreen.png(pod, request.getMaxWidth()))
                    .setGeometry(pod.getManifest().getGeometry())
                    .build());
            answer.onCompleted();
        }
    }

    Pod find(String id) {
        synchronized (this) {
            var pod = pods.get(id);
            if (pod == null) {
                throw Samples.refusal(Samples.problem(
                        ProblemKind.PROBLEM_KIND_UNKNOWN_POD, "pod " + id, "It is not on " + name + ".", ""));
            }
            return pod;
        }
    }

    private static Run run(MovePodRequest request, Consumer<MoveProgress> say) {
        return new Run() {
            @Override
            public MovePodRequest request() {
                return request;
            }

            @Override
            public void say(MoveProgress progress) {
                say.accept(progress);
            }
        };
    }
}
