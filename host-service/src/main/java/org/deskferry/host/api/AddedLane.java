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
    private volatile Optional<Inbox> inbox = Optional.empty();

    private AddedLane(Lanes lanes, String source, ServerCallStreamObserver<AddLaneResponse> call) {
        this.lanes = lanes;
        this.source = source;
        this.call = call;
    }

    /** Takes over a call of the peer that is called {@code source}. To be called on the call's own thread. */
    static AddedLane of(Lanes lanes, String source, ServerCallStreamObserver<AddLaneResponse> call) {
        var lane = new AddedLane(lanes, source, call);
        call.disableAutoRequest();
        call.setOnCancelHandler(lane::lose);
        call.request(1);
        return lane;
    }

    /**
     * Takes a message.
     *
     * @throws ProblemException (NOT_ALLOWED) if it is the first and names no move that may have one more connection
     */
    @Override
    public void onNext(ToDestination message) {
        if (inbox.isPresent()) {
            inbox.get().put(message, () -> call.request(1));
        } else {
            inbox = Optional.of(lanes.add(source, message.getLane().getMoveId(), this::end));
            call.request(lanes.ahead());
        }
    }

    private void end() {
        if (!call.isCancelled()) {
            call.onNext(AddLaneResponse.getDefaultInstance());
            call.onCompleted();
        }
    }

    private void lose() {
        inbox.ifPresent(known -> known.loseLane("one of its connections broke"));
    }

    @Override
    public void onError(Throwable failure) {
        lose();
    }

    /** Whether it was all shows in the numbers. */
    @Override
    public void onCompleted() {
        if (inbox.isEmpty()) {
            call.onError(Status.INVALID_ARGUMENT.asRuntimeException());
        }
    }
}
