package org.deskferry.host.api;

import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import org.deskferry.host.move.FromPeer;
import org.deskferry.host.move.StreamLostException;
import org.deskferry.proto.v1.ToDestination;
import org.deskferry.proto.v1.ToSource;

/** A move's stream at the destination, over gRPC. Closing it ends the connections that its source has added. */
final class SourceStream implements FromPeer, AutoCloseable {
    private final String name;
    private final ServerCallStreamObserver<ToSource> responses;
    private final Inbox inbox;
    private final Lanes lanes;

    SourceStream(String name, ServerCallStreamObserver<ToSource> responses, Inbox inbox, Lanes lanes) {
        this.name = name;
        this.responses = responses;
        this.inbox = inbox;
        this.lanes = lanes;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int admitLanes(String moveId) {
        return lanes.admit(name, moveId, inbox);
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
        return inbox.receive(limit);
    }

    @Override
    public void hangUp(String reason) {
        inbox.lose(reason);
    }

    @Override
    public void close() {
        lanes.end(inbox);
    }
}
