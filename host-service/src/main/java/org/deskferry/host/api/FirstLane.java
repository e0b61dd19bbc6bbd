package org.deskferry.host.api;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.deskferry.proto.v1.ToDestination;

/** The connection by which a source begins a move. At most {@link #AHEAD} of its messages wait here; then the source waits. */
final class FirstLane implements StreamObserver<ToDestination> {
    static final int AHEAD = 16;

    private final ServerCallStreamObserver<?> call;
    private final Inbox inbox;

    private FirstLane(ServerCallStreamObserver<?> call, Inbox inbox) {
        this.call = call;
        this.inbox = inbox;
    }

    /** Takes over a call, of which nothing comes before {@link #begin}. To be called on the call's own thread. */
    static FirstLane of(ServerCallStreamObserver<?> call, Inbox inbox) {
        call.disableAutoRequest();
        call.setOnCancelHandler(() -> inbox.lose("its connection broke"));
        return new FirstLane(call, inbox);
    }

    /** Lets the first messages come. */
    void begin() {
        call.request(AHEAD);
    }

    @Override
    public void onNext(ToDestination message) {
        inbox.put(message, () -> call.request(1));
    }

    @Override
    public void onError(Throwable failure) {
        inbox.lose(String.valueOf(Status.fromThrowable(failure).getDescription()));
    }

    @Override
    public void onCompleted() {
        inbox.lose("it ended the move");
    }
}
