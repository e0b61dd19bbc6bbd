package org.deskferry.host.api;

import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.deskferry.host.move.StreamLostException;
import org.deskferry.host.move.ToPeer;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Lane;
import org.deskferry.proto.v1.ToDestination;
import org.deskferry.proto.v1.ToSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A move's stream at the source, over gRPC. What is said goes by each of its lanes in turn, numbered; what comes after the wake decides over the pod, and
 * goes by the first alone.
 */
final class DestinationStream implements ToPeer {
    private static final Logger LOG = LoggerFactory.getLogger(DestinationStream.class);

    private final BlockingClientCall<ToDestination, ToSource> call;
    private final LaneOpener opener;
    private final int mostLanes;
    private final List<OutboundLane> lanes;
    private int inUse = 1;
    private long said;
    /** What the destination does not have it would wait for, whatever came later. */
    private boolean broken;

    private volatile boolean closed;

    /** Opens one more connection to the destination. */
    @FunctionalInterface
    interface LaneOpener {
        /**
         * Opens it.
         *
         * @throws ProblemException if the destination does not answer
         */
        OutboundLane open();
    }

    /**
     * A stream of one connection.
     *
     * @param call by which the destination answers
     * @param first the same, as the connection it is
     * @param mostLanes how many connections there may be, with this one
     */
    DestinationStream(
            BlockingClientCall<ToDestination, ToSource> call, OutboundLane first, LaneOpener opener, int mostLanes) {
        this.call = call;
        this.opener = opener;
        this.mostLanes = mostLanes;
        this.lanes = new CopyOnWriteArrayList<>(List.of(first));
    }

    @Override
    public synchronized void addLanes(String moveId, int most) throws InterruptedException {
        var hello = ToDestination.newBuilder()
                .setLane(Lane.newBuilder().setMoveId(moveId))
                .build();
        try {
            while (inUse < Math.min(most, mostLanes) && !closed) {
                var lane = opener.open();
                lanes.add(lane);
                lane.write(hello);
                inUse++;
            }
        } catch (ProblemException e) {
            LOG.info("the move has no more lanes than {}: {}", inUse, e.getMessage());
        }
    }

    @Override
    public synchronized void send(ToDestination message) throws InterruptedException {
        if (broken) {
            throw new StreamLostException("something could not be sent before");
        }
        broken = true;
        var lane = lanes.get((int) (said % inUse));
        said++;
        lane.write(message.toBuilder().setNumber(said).build());
        if (message.hasWake()) {
            lanes.subList(1, inUse).forEach(OutboundLane::end);
            inUse = 1;
        }
        broken = false;
    }

    @Override
    public ToSource receive(Duration limit) throws InterruptedException {
        try {
            return received(call.read(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (StatusException e) {
            throw OutboundLane.lost(e);
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

    @Override
    public void close() {
        closed = true;
        lanes.forEach(OutboundLane::close);
    }
}
