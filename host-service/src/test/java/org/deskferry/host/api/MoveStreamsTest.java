package org.deskferry.host.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.deskferry.host.access.Caller;
import org.deskferry.host.access.Gate;
import org.deskferry.host.access.HostPort;
import org.deskferry.host.access.PeerChannels;
import org.deskferry.host.access.TestFleet;
import org.deskferry.host.move.FromPeer;
import org.deskferry.host.move.StreamLostException;
import org.deskferry.host.move.ToPeer;
import org.deskferry.proto.v1.AddLaneResponse;
import org.deskferry.proto.v1.Answer;
import org.deskferry.proto.v1.Lane;
import org.deskferry.proto.v1.LinkCut;
import org.deskferry.proto.v1.Memory;
import org.deskferry.proto.v1.Offer;
import org.deskferry.proto.v1.PeerGrpc;
import org.deskferry.proto.v1.Ready;
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
    private final AtomicInteger added = new AtomicInteger();
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
        assertEquals(2, added.get());
        assertEquals(IntStream.range(0, PIECES).boxed().toList(), heard.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void saysAllByOneConnectionWhereEitherEndWantsNoMore() throws Exception {
        for (var most : new int[][] {{1, 3}, {3, 1}}) {
            sayMuch(begin(serve(most[0]), most[1]));
            assertEquals(0, added.get());
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
        assertEquals("client cancelled", losses.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void refusesAConnectionMoreThanItAllows() throws Exception {
        var address = serve(2);
        begin(address, 2);
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
        var stream = begin(address, 1);
        var lane = lane(address, "desk-1", MOVE);
        stream.send(wake());
        assertEquals(AddLaneResponse.getDefaultInstance(), lane.read(20, TimeUnit.SECONDS));
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
        stream.send(wake());
        assertEquals(ToSource.StepCase.READY, stream.receive(LIMIT).getStepCase());
    }

    private static ToDestination wake() {
        return ToDestination.newBuilder().setWake(Wake.getDefaultInstance()).build();
    }

    /** The source's end of a move that has its answer. */
    private ToPeer begin(String address, int lanes) throws Exception {
        var peers = new GrpcPeers(new PeerChannels(fleet.workstation("desk-1")), lanes);
        var stream = peers.connect("desk-2", address);
        open.add(stream);
        stream.send(ToDestination.newBuilder()
                .setOffer(Offer.newBuilder().setMoveId(MOVE))
                .build());
        stream.addLanes(MOVE, stream.receive(LIMIT).getAnswer().getLanes());
        return stream;
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
            added.incrementAndGet();
            return streams.add(Caller.current().name(), (ServerCallStreamObserver<AddLaneResponse>) responses);
        }

        private void takeIn(FromPeer source) throws InterruptedException {
            try {
                var lanes = source.admitLanes(source.receive(LIMIT).getOffer().getMoveId());
                source.send(ToSource.newBuilder()
                        .setAnswer(Answer.newBuilder().setLanes(lanes))
                        .build());
                var pids = new ArrayList<Integer>();
                for (var message = source.receive(LIMIT); !message.hasWake(); message = source.receive(LIMIT)) {
                    if (message.hasLinkCut()) {
                        source.send(ToSource.newBuilder()
                                .setTreeDone(TreeDone.getDefaultInstance())
                                .build());
                    }
                    pids.add(message.getMemory().getPid());
                }
                source.send(ToSource.newBuilder()
                        .setReady(Ready.getDefaultInstance())
                        .build());
                heard.add(pids);
            } catch (StreamLostException e) {
                losses.add(String.valueOf(e.getMessage()));
            }
        }
    }
}
