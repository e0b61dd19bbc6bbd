package org.deskferry.host.api;

import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.deskferry.host.move.StreamLostException;
import org.deskferry.proto.v1.ToDestination;

/** One of the connections by which a source speaks to its destination. */
record OutboundLane(BlockingClientCall<ToDestination, ?> call, ManagedChannel channel) implements AutoCloseable {
    /** A destination that takes nothing for so long is taken for lost. */
    private static final Duration SEND_LIMIT = Duration.ofSeconds(60);

    /**
     * Sends a message, waiting while the destination is behind.
     *
     * @throws StreamLostException if the connection is broken
     */
    void write(ToDestination message) throws InterruptedException {
        try {
            if (!call.write(message, SEND_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new StreamLostException("it ended the move");
            }
        } catch (StatusException e) {
            throw lost(e);
        } catch (IllegalStateException e) {
            throw calledOff(e);
        } catch (TimeoutException e) {
            throw new StreamLostException("it took nothing for " + SEND_LIMIT.toSeconds() + " s", e);
        }
    }

    /**
     * All that goes by it is said.
     *
     * @throws StreamLostException if it was closed already
     */
    void end() {
        try {
            call.halfClose();
        } catch (IllegalStateException e) {
            throw calledOff(e);
        }
    }

    private static StreamLostException calledOff(IllegalStateException e) {
        return new StreamLostException("the move was called off", e);
    }

    static StreamLostException lost(StatusException e) {
        return new StreamLostException(String.valueOf(e.getStatus().getDescription()), e);
    }

    @Override
    public void close() {
        call.cancel("the move is over", null);
        channel.shutdown();
    }
}
