package org.deskferry.host.api;

import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.deskferry.host.move.StreamLostException;
import org.deskferry.host.move.ToPeer;
import org.deskferry.proto.v1.ToDestination;
import org.deskferry.proto.v1.ToSource;
import org.jspecify.annotations.Nullable;

/** A move's stream at the source, over gRPC. */
final class DestinationStream implements ToPeer {
    /** A destination that takes nothing for so long is taken for lost. */
    private static final Duration SEND_LIMIT = Duration.ofSeconds(60);

    private final BlockingClientCall<ToDestination, ToSource> call;
    private final Runnable afterwards;

    /** @param afterwards gives the channel back */
    DestinationStream(BlockingClientCall<ToDestination, ToSource> call, Runnable afterwards) {
        this.call = call;
        this.afterwards = afterwards;
    }

    @Override
    public synchronized void send(ToDestination message) throws InterruptedException {
        try {
            if (!call.write(message, SEND_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new StreamLostException("it ended the move");
            }
        } catch (StatusException e) {
            throw lost(e);
        } catch (IllegalStateException e) {
            throw new StreamLostException("the move was called off", e);
        } catch (TimeoutException e) {
            throw new StreamLostException("it took nothing for " + SEND_LIMIT.toSeconds() + " s", e);
        }
    }

    @Override
    public ToSource receive(Duration limit) throws InterruptedException {
        try {
            return received(call.read(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (StatusException e) {
            throw lost(e);
        } catch (TimeoutException e) {
            throw new StreamLostException("it said nothing for " + limit.toSeconds() + " s", e);
        }
    }

    private static ToSource received(@Nullable ToSource message) {
        if (message == null) {
            throw new StreamLostException("it ended the move");
        }
        return message;
    }

    private static StreamLostException lost(StatusException e) {
        return new StreamLostException(String.valueOf(e.getStatus().getDescription()), e);
    }

    @Override
    public void close() {
        call.cancel("the move is over", null);
        afterwards.run();
    }
}
