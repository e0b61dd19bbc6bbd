package org.deskferry.host.api;

import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.function.Supplier;
import org.deskferry.host.access.Caller;
import org.deskferry.host.display.Displays;
import org.deskferry.host.lifecycle.Census;
import org.deskferry.host.lifecycle.PodCreator;
import org.deskferry.host.lifecycle.PodPorts;
import org.deskferry.host.lifecycle.PodRemover;
import org.deskferry.host.move.Moves;
import org.deskferry.host.move.Verdict;
import org.deskferry.host.pod.ManifestCheck;
import org.deskferry.host.pod.PodNames;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.CancelMoveResponse;
import org.deskferry.proto.v1.CensusReport;
import org.deskferry.proto.v1.CensusRequest;
import org.deskferry.proto.v1.CreatePodRequest;
import org.deskferry.proto.v1.Deed;
import org.deskferry.proto.v1.DestroyPodResponse;
import org.deskferry.proto.v1.Geometry;
import org.deskferry.proto.v1.MoveCheck;
import org.deskferry.proto.v1.MovePodRequest;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodRequest;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.ResolveMoveRequest;
import org.deskferry.proto.v1.ResolveMoveResponse;
import org.deskferry.proto.v1.ScreenRequest;
import org.deskferry.proto.v1.ScreenResponse;
import org.deskferry.proto.v1.SetOpenPortsRequest;
import org.deskferry.proto.v1.Snapshot;
import org.deskferry.proto.v1.WatchRequest;
import org.deskferry.proto.v1.WorkstationFacts;
import org.deskferry.proto.v1.WorkstationGrpc;

/** What apps ask. */
public final class WorkstationService extends WorkstationGrpc.WorkstationImplBase {
    private static final Duration SNAPSHOT_INTERVAL = Duration.ofSeconds(1);

    private final Supplier<WorkstationFacts> facts;
    private final Pods pods;
    private final PodCreator creator;
    private final PodRemover remover;
    private final PodPorts ports;
    private final Census census;
    private final Displays displays;
    private final Moves moves;
    private final MoveCalls moveCalls;
    private final Verdict verdict;
    private final PodView view;
    private final Chronicler chronicler;

    public WorkstationService(
            Supplier<WorkstationFacts> facts,
            Pods pods,
            PodCreator creator,
            PodRemover remover,
            PodPorts ports,
            Census census,
            Displays displays,
            PodView view,
            Moves moves,
            MoveCalls moveCalls,
            Verdict verdict,
            Chronicler chronicler) {
        this.facts = facts;
        this.pods = pods;
        this.creator = creator;
        this.remover = remover;
        this.ports = ports;
        this.census = census;
        this.displays = displays;
        this.moves = moves;
        this.moveCalls = moveCalls;
        this.verdict = verdict;
        this.view = view;
        this.chronicler = chronicler;
    }

    @Override
    public void watch(WatchRequest request, StreamObserver<Snapshot> responses) {
        var call = (ServerCallStreamObserver<Snapshot>) responses;
        call.setOnCancelHandler(() -> {});
        Thread.ofVirtual().name("watch").start(() -> show(call));
    }

    private void show(ServerCallStreamObserver<Snapshot> call) {
        try {
            while (!call.isCancelled()) {
                if (call.isReady()) {
                    call.onNext(snapshot());
                }
                Thread.sleep(SNAPSHOT_INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            call.onError(e);
        }
    }

    private Snapshot snapshot() {
        return Snapshot.newBuilder()
                .setWorkstation(facts.get())
                .addAllPods(pods.list().stream().map(view::of).toList())
                .addAllMoves(moves.underWay())
                .addAllMoves(moves.recent())
                .build();
    }

    @Override
    public void createPod(CreatePodRequest request, StreamObserver<Pod> responses) {
        try {
            var account = chronicler.begin(Deed.DEED_CREATE);
            account.about("", request.getName());
            var pod = account.of(
                    () -> creator.create(owned(request)),
                    (entry, made) -> entry.setPodId(made.id()).setPodName(made.name()));
            answer(responses, view.of(pod));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It is for whoever asks, unless it is said for whom. */
    private static CreatePodRequest owned(CreatePodRequest request) {
        var caller = Caller.current().name();
        return request.getOwner().isEmpty() && ManifestCheck.isOwner(caller)
                ? request.toBuilder().setOwner(caller).build()
                : request;
    }

    @Override
    public void describePod(PodRequest request, StreamObserver<Pod> responses) {
        answer(responses, view.of(pods.find(request.getPod())));
    }

    @Override
    public void destroyPod(PodRequest request, StreamObserver<DestroyPodResponse> responses) {
        try {
            answer(responses, chronicler.keep(Deed.DEED_DESTROY, request.getPod(), () -> destroy(request.getPod())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private DestroyPodResponse destroy(String pod) {
        try (var hold = pods.hold(pod, PodState.POD_STATE_ENDED, "");
                var _ = displays.of(hold.pod()).pause()) {
            remover.destroy(hold);
            displays.forget(hold.pod());
        }
        return DestroyPodResponse.getDefaultInstance();
    }

    @Override
    public void screen(ScreenRequest request, StreamObserver<ScreenResponse> responses) {
        var picture = displays.of(pods.find(request.getPod())).picture();
        answer(
                responses,
                ScreenResponse.newBuilder()
                        .setPng(ByteString.copyFrom(picture.png(request.getMaxWidth())))
                        .setGeometry(
                                Geometry.newBuilder().setWidth(picture.width()).setHeight(picture.height()))
                        .build());
    }

    @Override
    public void movePod(MovePodRequest request, StreamObserver<MoveProgress> responses) {
        moveCalls.serve(request, (ServerCallStreamObserver<MoveProgress>) responses);
    }

    @Override
    public void checkMove(MovePodRequest request, StreamObserver<MoveCheck> responses) {
        try {
            answer(responses, moves.check(request.getPod(), request.getDestination(), request.getAddress()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void cancelMove(PodRequest request, StreamObserver<CancelMoveResponse> responses) {
        try {
            moves.cancel(request.getPod());
            answer(responses, CancelMoveResponse.getDefaultInstance());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void resolveMove(ResolveMoveRequest request, StreamObserver<ResolveMoveResponse> responses) {
        try {
            var keep = switch (request.getDecision()) {
                case DECISION_KEEP -> true;
                case DECISION_GIVE_UP -> false;
                case DECISION_UNSPECIFIED, UNRECOGNIZED ->
                    throw ProblemException.of(
                            ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                            say("pod {0}", request.getPod()),
                            say("It is not said which way to decide."),
                            say("Say whether to keep the pod or to give it up."));
            };
            answer(
                    responses,
                    chronicler.keep(Deed.DEED_RESOLVE, request.getPod(), () -> resolve(request.getPod(), keep)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ResolveMoveResponse resolve(String pod, boolean keep) throws InterruptedException {
        verdict.pronounce(pod, keep);
        return ResolveMoveResponse.getDefaultInstance();
    }

    @Override
    public void setOpenPorts(SetOpenPortsRequest request, StreamObserver<Pod> responses) {
        try {
            var pod = chronicler.keep(
                    Deed.DEED_SET_PORTS,
                    request.getPod(),
                    () -> ports.set(request.getPod(), request.getOpenPortsList()));
            answer(responses, view.of(pod));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void census(CensusRequest request, StreamObserver<CensusReport> responses) {
        var id = PodNames.checkId(request.getPodId());
        answer(
                responses,
                CensusReport.newBuilder().addAllFound(census.everything(id)).build());
    }

    private static <T> void answer(StreamObserver<T> responses, T response) {
        responses.onNext(response);
        responses.onCompleted();
    }
}
