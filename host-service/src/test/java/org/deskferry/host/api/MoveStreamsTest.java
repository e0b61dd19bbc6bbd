package org.deskferry.host.api;

import static org.deskferry.proto.problem.Phrases.asIs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.deskferry.host.access.Caller;
import org.deskferry.host.access.Gate;
import org.deskferry.host.access.HostPort;
import org.deskferry.host.access.PeerChannels;
import org.deskferry.host.access.TestFleet;
import org.deskferry.host.move.FromPeer;
import org.deskferry.host.move.StreamLostException;
import org.deskferry.host.move.ToPeer;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.AddLaneResponse;
import org.deskferry.proto.v1.Answer;
import org.deskferry.proto.v1.Commit;
import org.deskferry.proto.v1.Lane;
import org.deskferry.proto.v1.LinkCut;
import org.deskferry.proto.v1.Memory;
import org.deskferry.proto.v1.Offer;
import org.deskferry.proto.v1.PeerGrpc;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Ready;
import org.deskferry.proto.v1.Running;
import org.deskferry.proto.v1.ToDestination;
import org.deskferry.proto.v1.ToSource;
import org.deskferry.proto.v1.TreeDone;
import org.deskferry.proto.v1.Wake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The streams of moves between two ends that speak TLS over loopback. */
@Timeout(60)
final class MoveStreamsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String MOVE = "move-1";
    private static final int PIECES = 600;
    private static final ByteString BYTES = ByteString.copyFrom(new byte[200_000]);

    private final TestFleet fleet = new TestFleet();
    private final List<AutoCloseable> open = new ArrayList<>();
    /** How much came by each added lane. */
    private final List<AtomicInteger> added = new CopyOnWriteArrayList<>();

    private final LinkedBlockingQueue<List<Integer>> heard = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> losses = new LinkedBlockingQueue<>();

    MoveStreamsTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        for (var one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void saysAllInItsOrderByThreeConnections() throws Exception {
        var stream = begin(serve(3), 3);
        sayMuch(stream);
        assertEquals(2, added.size());
        for (var lane : added) {
            assertTrue(lane.get() > PIECES / 4, () -> "by the added lanes came " + added);
        }
        assertEquals(IntStream.range(0, PIECES).boxed().toList(), heard.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void saysAllByOneConnectionWhereEitherEndWantsNoMore() throws Exception {
        for (var most : new int[][] {{1, 3}, {3, 1}}) {
            sayMuch(begin(serve(most[0]), most[1]));
            assertEquals(List.of(), added);
            assertEquals(IntStream.range(0, PIECES).boxed().toList(), heard.poll(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void isLostWithAnyOfItsConnections() throws Exception {
        var address = serve(2);
        var stream = begin(address, 1);
        var lane = lane(address, "desk-1", MOVE);
        lane.write(ToDestination.newBuilder()
                .setNumber(2)
                .setLinkCut(LinkCut.getDefaultInstance())
                .build());
        assertEquals(ToSource.StepCase.TREE_DONE, stream.receive(LIMIT).getStepCase());
        lane.cancel("as if it broke", null);
        assertEquals("one of its connections broke", losses.poll(20, TimeUnit.SECONDS));
    }

    /** As when the network fails while the pod is being woken: what decides over it does not depend on a lane. */
    @Test
    void isNotLostWithOneThatHasSaidAll() throws Exception {
        var lanes = new ArrayList<OutboundLane>();
        var stream = begin(serve(2), lanes);
        // Before it each lane has had one message, so that after the wake the turn would be the second's.
        cut(stream);
        wake(stream);
        lanes.getLast().close();
        assertNull(losses.poll(300, TimeUnit.MILLISECONDS));
        commit(stream);
    }

    @Test
    void doesWithoutWhatCannotBeOpened() throws Exception {
        var stream = begin(serve(3), 3, _ -> {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_UNREACHABLE, asIs("x"), asIs("It is full."), asIs("Wait."));
        });
        sayMuch(stream);
        assertEquals(IntStream.range(0, PIECES).boxed().toList(), heard.poll(20, TimeUnit.SECONDS));
    }

    /** What the destination lacks it would wait for. */
    @Test
    void saysNothingMoreAfterWhatCouldNotBeSaid() throws Exception {
        var stream = begin(serve(1), 1);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> sayMuch(stream));
        var later = assertThrows(StreamLostException.class, () -> wake(stream));
        assertEquals("something could not be sent before", later.getMessage());
    }

    @Test
    void refusesAConnectionMoreThanItAllows() throws Exception {
        var address = serve(2);
        // By the second lane: then that is known to be there.
        cut(begin(address, 2));
        assertRefused(lane(address, "desk-1", MOVE));
    }

    @Test
    void refusesAConnectionForAMoveOfAnother() throws Exception {
        var address = serve(2);
        begin(address, 1);
        assertRefused(lane(address, "desk-3", MOVE));
        assertRefused(lane(address, "desk-1", "move-2"));
    }

    @Test
    void endsWhatWasAddedWhenTheMoveIsOver() throws Exception {
        var address = serve(2);
        var lanes = new ArrayList<OutboundLane>();
        var stream = begin(address, lanes);
        wake(stream);
        commit(stream);
        assertEquals(
                AddLaneResponse.getDefaultInstance(), lanes.getLast().call().read(20, TimeUnit.SECONDS));
        assertRefused(lane(address, "desk-1", MOVE));
    }

    private static void assertRefused(BlockingClientCall<ToDestination, AddLaneResponse> lane) {
        var refusal = assertThrows(StatusException.class, () -> lane.read(20, TimeUnit.SECONDS));
        assertEquals(Status.Code.PERMISSION_DENIED, refusal.getStatus().getCode());
    }

    private static void sayMuch(ToPeer stream) throws InterruptedException {
        for (var piece = 0; piece < PIECES; piece++) {
            stream.send(ToDestination.newBuilder()
                    .setMemory(Memory.newBuilder().setPid(piece).setBytes(BYTES))
                    .build());
        }
        wake(stream);
        commit(stream);
    }

    private static void cut(ToPeer stream) throws InterruptedException {
        stream.send(ToDestination.newBuilder()
                .setLinkCut(LinkCut.getDefaultInstance())
                .build());
        assertEquals(ToSource.StepCase.TREE_DONE, stream.receive(LIMIT).getStepCase());
    }

    private static void wake(ToPeer stream) throws InterruptedException {
        stream.send(
                ToDestination.newBuilder().setWake(Wake.getDefaultInstance()).build());
        assertEquals(ToSource.StepCase.READY, stream.receive(LIMIT).getStepCase());
    }

    private static void commit(ToPeer stream) throws InterruptedException {
        stream.send(ToDestination.newBuilder()
                .setCommit(Commit.getDefaultInstance())
                .build());
        assertEquals(ToSource.StepCase.RUNNING, stream.receive(LIMIT).getStepCase());
    }

    /** The source's end of a move that has its answer. */
    private ToPeer begin(String address, int lanes) throws Exception {
        var peers = new GrpcPeers(new PeerChannels(fleet.workstation("desk-1")), lanes);
        var stream = peers.connect("desk-2", address);
        open.add(stream);
        offer(stream);
        return stream;
    }

    /** The same with two lanes, of which the second is added to {@code lanes}. */
    private ToPeer begin(String address, List<OutboundLane> lanes) throws Exception {
        return begin(address, 2, channels -> {
            var lane = channels.open("desk-2", address);
            lanes.add(new OutboundLane(PeerGrpc.newBlockingV2Stub(lane).addLane(), lane));
            return lanes.getLast();
        });
    }

    private ToPeer begin(String address, int lanes, Function<PeerChannels, OutboundLane> opener) throws Exception {
        var channels = new PeerChannels(fleet.workstation("desk-1"));
        var channel = channels.open("desk-2", address);
        var call = PeerGrpc.newBlockingV2Stub(channel).move();
        var stream = new DestinationStream(call, new OutboundLane(call, channel), () -> opener.apply(channels), lanes);
        open.add(stream);
        offer(stream);
        return stream;
    }

    private static void offer(ToPeer stream) throws InterruptedException {
        stream.send(ToDestination.newBuilder()
                .setOffer(Offer.newBuilder().setMoveId(MOVE))
                .build());
        stream.addLanes(MOVE, stream.receive(LIMIT).getAnswer().getLanes());
    }

    private BlockingClientCall<ToDestination, AddLaneResponse> lane(String address, String caller, String move)
            throws Exception {
        var channel = new PeerChannels(fleet.workstation(caller)).open("desk-2", address);
        open.add(channel::shutdownNow);
        var lane = PeerGrpc.newBlockingV2Stub(channel).addLane();
        lane.write(ToDestination.newBuilder()
                .setLane(Lane.newBuilder().setMoveId(move))
                .build());
        return lane;
    }

    /** Serves moves, each of at most {@code lanes} connections. Returns where. */
    private String serve(int lanes) throws Exception {
        var gate = new Gate(fleet.workstation("desk-2"), new HostPort("127.0.0.1", 0), List.of(new Destination(lanes)));
        open.add(gate);
        gate.open();
        return "127.0.0.1:" + gate.port();
    }

    private final class Destination extends PeerGrpc.PeerImplBase {
        private final SourceStreams streams;

        Destination(int lanes) {
            this.streams = new SourceStreams(lanes);
        }

        @Override
        public StreamObserver<ToDestination> move(StreamObserver<ToSource> responses) {
            return streams.begin(Caller.current().name(), (ServerCallStreamObserver<ToSource>) responses, this::takeIn);
        }

        @Override
        public StreamObserver<ToDestination> addLane(StreamObserver<AddLaneResponse> responses) {
            var lane = streams.add(Caller.current().name(), (ServerCallStreamObserver<AddLaneResponse>) responses);
            var count = new AtomicInteger();
            added.add(count);
            return new StreamObserver<>() {
                @Override
                public void onNext(ToDestination message) {
                    count.incrementAndGet();
                    lane.onNext(message);
                }

                @Override
                public void onError(Throwable failure) {
                    lane.onError(failure);
                }

                @Override
                public void onCompleted() {
                    lane.onCompleted();
                }
            };
        }

        private void takeIn(FromPeer source) throws InterruptedException {
            try {
                var lanes = source.admitLanes(source.receive(LIMIT).getOffer().getMoveId());
                source.send(ToSource.newBuilder()
                        .setAnswer(Answer.newBuilder().setLanes(lanes))
                        .build());
                var pids = new ArrayList<Integer>();
                for (var message = source.receive(LIMIT); !message.hasCommit(); message = source.receive(LIMIT)) {
                    switch (message.getStepCase()) {
                        case MEMORY -> pids.add(message.getMemory().getPid());
                        case LINK_CUT ->
                            source.send(ToSource.newBuilder()
                                    .setTreeDone(TreeDone.getDefaultInstance())
                                    .build());
                        default ->
                            source.send(ToSource.newBuilder()
                                    .setReady(Ready.getDefaultInstance())
                                    .build());
                    }
                }
                source.send(ToSource.newBuilder()
                        .setRunning(Running.getDefaultInstance())
                        .build());
                heard.add(pids);
            } catch (StreamLostException e) {
                losses.add(String.valueOf(e.getMessage()));
            }
        }
    }
}
