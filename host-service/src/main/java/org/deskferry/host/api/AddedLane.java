package org.deskferry.host.api;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.AddLaneResponse;
import org.deskferry.proto.v1.ToDestination;

/** A connection that a source adds to a move: its first message says to which. */
final class AddedLane implements StreamObserver<ToDestination> {
    private final Lanes lanes;
    private final String source;
    private final ServerCallStreamObserver<AddLaneResponse> call;
    private Optional<InboundLane> lane = Optional.empty();

    private AddedLane(Lanes lanes, String source, ServerCallStreamObserver<AddLaneResponse> call) {
        this.lanes = lanes;
        this.source = source;
        this.call = call;
    }

    /** Takes over a call of the peer that is called {@code source}. To be called on the call's own thread. */
    static AddedLane of(Lanes lanes, String source, ServerCallStreamObserver<AddLaneResponse> call) {
        call.disableAutoRequest();
        call.setOnCancelHandler(() -> {});
        call.request(1);
        return new AddedLane(lanes, source, call);
    }

    /**
     * Takes a message.
     *
     * @throws ProblemException (NOT_ALLOWED) if it is the first and names no move that may have one more connection
     */
    @Override
    public void onNext(ToDestination message) {
        if (lane.isPresent()) {
            lane.get().onNext(message);
            return;
        }
        var inbox = lanes.add(source, message.getLane().getMoveId(), this::end);
        lane = Optional.of(new InboundLane(call, inbox));
        lane.get().begin();
    }

    private void end() {
        if (!call.isCancelled()) {
            call.onNext(AddLaneResponse.getDefaultInstance());
            call.onCompleted();
        }
    }

    @Override
    public void onError(Throwable failure) {
        lane.ifPresent(known -> known.onError(failure));
    }

    @Override
    public void onCompleted() {
        if (lane.isPresent()) {
            lane.get().onCompleted();
        } else {
            call.onError(Status.INVALID_ARGUMENT.asRuntimeException());
        }
    }
}
