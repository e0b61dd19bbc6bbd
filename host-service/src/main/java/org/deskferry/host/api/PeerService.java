package org.deskferry.host.api;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.deskferry.host.access.Caller;
import org.deskferry.host.move.Arrivals;
import org.deskferry.host.move.MoveIn;
import org.deskferry.host.move.MoveRooms;
import org.deskferry.host.move.OfferExam;
import org.deskferry.host.move.Outdated;
import org.deskferry.host.network.Translator;
import org.deskferry.host.pod.PodNames;
import org.deskferry.proto.v1.AddLaneResponse;
import org.deskferry.proto.v1.Answer;
import org.deskferry.proto.v1.FateRequest;
import org.deskferry.proto.v1.FateResponse;
import org.deskferry.proto.v1.LocateRequest;
import org.deskferry.proto.v1.LocateResponse;
import org.deskferry.proto.v1.Offer;
import org.deskferry.proto.v1.PeerGrpc;
import org.deskferry.proto.v1.SupersedeRequest;
import org.deskferry.proto.v1.SupersedeResponse;
import org.deskferry.proto.v1.TellWhereaboutsRequest;
import org.deskferry.proto.v1.TellWhereaboutsResponse;
import org.deskferry.proto.v1.ToDestination;
import org.deskferry.proto.v1.ToSource;

/** What other workstations ask. */
public final class PeerService extends PeerGrpc.PeerImplBase {
    private final MoveRooms rooms;
    private final Arrivals arrivals;
    private final Translator translator;
    private final SourceStreams streams;

    /** @param lanes how many connections a move may have */
    public PeerService(MoveRooms rooms, Arrivals arrivals, Translator translator, int lanes) {
        this.rooms = rooms;
        this.arrivals = arrivals;
        this.translator = translator;
        this.streams = new SourceStreams(lanes);
    }

    @Override
    public StreamObserver<ToDestination> move(StreamObserver<ToSource> responses) {
        return streams.begin(
                Caller.current().name(),
                (ServerCallStreamObserver<ToSource>) responses,
                source -> new MoveIn(rooms, arrivals, source).run());
    }

    @Override
    public StreamObserver<ToDestination> addLane(StreamObserver<AddLaneResponse> responses) {
        return streams.add(Caller.current().name(), (ServerCallStreamObserver<AddLaneResponse>) responses);
    }

    @Override
    public void examine(Offer request, StreamObserver<Answer> responses) {
        responses.onNext(new OfferExam(rooms).answer(new OfferExam(rooms).place(request)));
        responses.onCompleted();
    }

    @Override
    public void askFate(FateRequest request, StreamObserver<FateResponse> responses) {
        responses.onNext(
                FateResponse.newBuilder().setFate(arrivals.fate(request)).build());
        responses.onCompleted();
    }

    @Override
    public void supersede(SupersedeRequest request, StreamObserver<SupersedeResponse> responses) {
        PodNames.checkId(request.getPodId());
        responses.onNext(new Outdated(rooms).supersede(request));
        responses.onCompleted();
    }

    @Override
    public void tellWhereabouts(TellWhereaboutsRequest request, StreamObserver<TellWhereaboutsResponse> responses) {
        translator.hear(Caller.current().name(), request.getWhereaboutsList());
        responses.onNext(TellWhereaboutsResponse.getDefaultInstance());
        responses.onCompleted();
    }

    @Override
    public void locate(LocateRequest request, StreamObserver<LocateResponse> responses) {
        responses.onNext(LocateResponse.newBuilder()
                .addAllHere(translator.located(request.getAddressesList()))
                .build());
        responses.onCompleted();
    }
}
