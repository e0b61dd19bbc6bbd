package org.deskferry.host.api;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.deskferry.host.access.PeerChannels;
import org.deskferry.host.move.Peers;
import org.deskferry.host.move.ToPeer;
import org.deskferry.proto.v1.Answer;
import org.deskferry.proto.v1.FateRequest;
import org.deskferry.proto.v1.FateResponse;
import org.deskferry.proto.v1.LocateRequest;
import org.deskferry.proto.v1.LocateResponse;
import org.deskferry.proto.v1.Offer;
import org.deskferry.proto.v1.PeerGrpc;
import org.deskferry.proto.v1.SupersedeRequest;
import org.deskferry.proto.v1.SupersedeResponse;
import org.deskferry.proto.v1.TellWhereaboutsRequest;

/** The other workstations, over gRPC with mutual TLS. */
public final class GrpcPeers implements Peers {
    private static final int ANSWER_SECONDS = 10;
    /** How much may wait in the transport before a writer is held back. */
    private static final int BYTES_AHEAD = 4 << 20;

    private final PeerChannels channels;
    private final int lanes;
    private final Map<String, ManagedChannel> kept = new ConcurrentHashMap<>();

    /** @param lanes how many connections a move may have */
    public GrpcPeers(PeerChannels channels, int lanes) {
        this.channels = channels;
        this.lanes = lanes;
    }

    @Override
    public ToPeer connect(String name, String address) {
        var channel = channels.open(name, address);
        var call = stub(channel).move();
        return new DestinationStream(call, new OutboundLane(call, channel), () -> lane(name, address), lanes);
    }

    private OutboundLane lane(String name, String address) {
        var channel = channels.open(name, address);
        return new OutboundLane(stub(channel).addLane(), channel);
    }

    private static PeerGrpc.PeerBlockingV2Stub stub(Channel channel) {
        return PeerGrpc.newBlockingV2Stub(channel).withOnReadyThreshold(BYTES_AHEAD);
    }

    @Override
    public Answer examine(String name, String address, Offer offer) {
        return ask(name, address, stub -> stub.examine(offer));
    }

    @Override
    public FateResponse askFate(String name, String address, FateRequest request) {
        return ask(name, address, stub -> stub.askFate(request));
    }

    @Override
    public SupersedeResponse supersede(String name, String address, SupersedeRequest request) {
        return ask(name, address, stub -> stub.supersede(request));
    }

    @Override
    public void tellWhereabouts(String name, String address, TellWhereaboutsRequest request) {
        var key = name + " " + address;
        var channel = kept(key, name, address);
        try {
            var _ = PeerGrpc.newBlockingV2Stub(channel)
                    .withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .tellWhereabouts(request);
        } catch (StatusException e) {
            kept.remove(key, channel);
            close(channel);
            throw channels.problem(name, address, e);
        }
    }

    private ManagedChannel kept(String key, String name, String address) {
        var known = kept.get(key);
        if (known != null) {
            return known;
        }
        var fresh = channels.open(name, address);
        var other = kept.putIfAbsent(key, fresh);
        if (other == null) {
            return fresh;
        }
        close(fresh);
        return other;
    }

    @Override
    public LocateResponse locate(String name, String address, LocateRequest request) {
        return ask(name, address, stub -> stub.locate(request));
    }

    @FunctionalInterface
    private interface Question<T> {
        T to(PeerGrpc.PeerBlockingV2Stub stub) throws StatusException;
    }

    private <T> T ask(String name, String address, Question<T> question) {
        var channel = channels.open(name, address);
        try {
            return question.to(PeerGrpc.newBlockingV2Stub(channel).withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS));
        } catch (StatusException e) {
            throw channels.problem(name, address, e);
        } finally {
            close(channel);
        }
    }

    private static void close(ManagedChannel channel) {
        channel.shutdown();
    }
}
