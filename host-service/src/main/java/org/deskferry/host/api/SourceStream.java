package org.deskferry.host.api;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.deskferry.host.move.FromPeer;
import org.deskferry.host.move.StreamLostException;
import org.deskferry.proto.v1.ToDestination;
import org.deskferry.proto.v1.ToSource;

/** A move's stream at the destination, over gRPC. At most {@link #AHEAD} messages wait here; then the source waits. */
final class SourceStream implements FromPeer, StreamObserver<ToDestination> {
    private static final int AHEAD = 16;

    private final String name;
    private final ServerCallStreamObserver<ToSource> responses;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    private SourceStream(String name, ServerCallStreamObserver<ToSource> responses) {
        this.name = name;
        this.responses = responses;
    }

    private sealed interface Event {
        record Message(ToDestination message) implements Event {}

        record Lost(String reason) implements Event {}
    }

    /** Takes over the call of the peer that is called {@code name}. To be called on the call's own thread. */
    static SourceStream of(String name, ServerCallStreamObserver<ToSource> responses) {
        var stream = new SourceStream(name, responses);
        responses.disableAutoRequest();
        responses.setOnCancelHandler(() -> stream.events.add(new Event.Lost("its connection broke")));
        return stream;
    }

    /** Lets the first messages come. */
    void begin() {
        responses.request(AHEAD);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized void send(ToSource message) {
        if (responses.isCancelled()) {
            throw new StreamLostException("its connection broke");
        }
        responses.onNext(message);
    }

    @Override
    public ToDestination receive(Duration limit) throws InterruptedException {
        var event = events.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        return switch (event) {
            case null -> throw new StreamLostException("it said nothing for " + limit.toSeconds() + " s");
            case Event.Lost lost -> {
                events.add(lost);
                throw new StreamLostException(lost.reason());
            }
            case Event.Message(var message) -> {
                responses.request(1);
                yield message;
            }
        };
    }

    @Override
    public void hangUp(String reason) {
        events.add(new Event.Lost(reason));
    }

    @Override
    public void onNext(ToDestination message) {
        events.add(new Event.Message(message));
    }

    @Override
    public void onError(Throwable failure) {
        events.add(new Event.Lost(String.valueOf(Status.fromThrowable(failure).getDescription())));
    }

    @Override
    public void onCompleted() {
        events.add(new Event.Lost("it ended the move"));
    }
}
