package org.deskferry.host.api;

import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

/** A move's stream at the source, over gRPC. What is said goes by each of its connections in turn, numbered. */
final class DestinationStream implements ToPeer {
    private static final Logger LOG = LoggerFactory.getLogger(DestinationStream.class);

    private final BlockingClientCall<ToDestination, ToSource> call;
    private final LaneOpener opener;
    private final int mostLanes;
    private final List<OutboundLane> lanes;
    private long said;

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
        this.lanes = new ArrayList<>(List.of(first));
    }

    @Override
    public synchronized void addLanes(String moveId, int most) throws InterruptedException {
        try {
            while (lanes.size() < Math.min(most, mostLanes)) {
                var lane = opener.open();
                lanes.add(lane);
                lane.write(ToDestination.newBuilder()
                        .setLane(Lane.newBuilder().setMoveId(moveId))
                        .build());
            }
        } catch (ProblemException e) {
            LOG.info("the move goes on by {} connections: {}", lanes.size(), e.getMessage());
        }
    }

    @Override
    public synchronized void send(ToDestination message) throws InterruptedException {
        var lane = lanes.get((int) (said % lanes.size()));
        said++;
        lane.write(message.toBuilder().setNumber(said).build());
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
        lanes.forEach(OutboundLane::close);
    }
}
