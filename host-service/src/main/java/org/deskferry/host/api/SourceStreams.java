package org.deskferry.host.api;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.deskferry.host.move.FromPeer;
import org.deskferry.proto.v1.AddLaneResponse;
import org.deskferry.proto.v1.ToDestination;
import org.deskferry.proto.v1.ToSource;

/** Makes streams of moves out of calls. Thread-safe. */
final class SourceStreams {
    private final Lanes lanes;

    /** @param lanes how many connections a move may have */
    SourceStreams(int lanes) {
        this.lanes = new Lanes(lanes);
    }

    /** What is done with a stream. */
    @FunctionalInterface
    interface Taker {
        void take(FromPeer source) throws InterruptedException;
    }

    /** Begins a stream, which {@code taker} has on a thread of its own and which ends with it. To be called on the call's own thread. */
    StreamObserver<ToDestination> begin(String source, ServerCallStreamObserver<ToSource> call, Taker taker) {
        var inbox = new Inbox();
        var first = FirstLane.of(call, inbox);
        Thread.ofVirtual().name("move-in").start(() -> {
            first.begin();
            try (var stream = new SourceStream(source, call, inbox, lanes)) {
                taker.take(stream);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            call.onCompleted();
        });
        return first;
    }

    /** Adds a connection to a stream. To be called on the call's own thread. */
    StreamObserver<ToDestination> add(String source, ServerCallStreamObserver<AddLaneResponse> call) {
        return AddedLane.of(lanes, source, call);
    }
}
