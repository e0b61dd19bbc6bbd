package org.deskferry.host.access;

import static org.deskferry.proto.problem.Phrases.say;

import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import java.util.List;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Fate;
import org.deskferry.proto.v1.FateRequest;
import org.deskferry.proto.v1.FateResponse;
import org.deskferry.proto.v1.HistoryGrpc;
import org.deskferry.proto.v1.ListHistoryRequest;
import org.deskferry.proto.v1.ListHistoryResponse;
import org.deskferry.proto.v1.PeerGrpc;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodRequest;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.WorkstationGrpc;

/** Services that answer at once, so that only what is around them is tested. */
final class TestServices {
    private TestServices() {}

    static List<BindableService> all() {
        return List.of(new Peer(), new Workstation(), new History());
    }

    private static final class Peer extends PeerGrpc.PeerImplBase {
        @Override
        public void askFate(FateRequest request, StreamObserver<FateResponse> responses) {
            responses.onNext(
                    FateResponse.newBuilder().setFate(Fate.FATE_NOT_HERE).build());
            responses.onCompleted();
        }
    }

    private static final class History extends HistoryGrpc.HistoryImplBase {
        @Override
        public void listHistory(ListHistoryRequest request, StreamObserver<ListHistoryResponse> responses) {
            responses.onNext(ListHistoryResponse.getDefaultInstance());
            responses.onCompleted();
        }
    }

    private static final class Workstation extends WorkstationGrpc.WorkstationImplBase {
        @Override
        public void describePod(PodRequest request, StreamObserver<Pod> responses) {
            switch (request.getPod()) {
                case "unknown" ->
                    throw ProblemException.of(
                            ProblemKind.PROBLEM_KIND_UNKNOWN_POD,
                            say("pod {0}", "unknown"),
                            say("It is not here."),
                            say("Look elsewhere."));
                case "bug" -> throw new IllegalStateException("secret detail");
                case "late-bug" -> responses.onError(new IllegalStateException("secret detail"));
                case "many" ->
                    throw new ProblemException(java.util.Collections.nCopies(
                            5000,
                            Phrases.problem(
                                    ProblemKind.PROBLEM_KIND_NOT_DUMPABLE,
                                    say("program x"),
                                    say("It cannot be."),
                                    say("Close it."))));
                default -> {
                    var manifest =
                            PodManifest.newBuilder().setName(Caller.current().toString());
                    responses.onNext(Pod.newBuilder().setManifest(manifest).build());
                    responses.onCompleted();
                }
            }
        }
    }
}
