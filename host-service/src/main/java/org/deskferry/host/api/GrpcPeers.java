package org.deskferry.host.api;

import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import java.util.concurrent.TimeUnit;
import org.deskferry.host.access.PeerChannels;
import org.deskferry.host.move.Peers;
import org.deskferry.host.move.ToPeer;
import org.deskferry.proto.v1.FateRequest;
import org.deskferry.proto.v1.FateResponse;
import org.deskferry.proto.v1.PeerGrpc;

/** The other workstations, over gRPC with mutual TLS. */
public final class GrpcPeers implements Peers {
    private static final int ANSWER_SECONDS = 10;
    /** How much may wait in the transport before a writer is held back. */
    private static final int BYTES_AHEAD = 4 << 20;

    private final PeerChannels channels;

    public GrpcPeers(PeerChannels channels) {
        this.channels = channels;
    }

    @Override
    public ToPeer connect(String name, String address) {
        var channel = channels.open(name, address);
        var call = PeerGrpc.newBlockingV2Stub(channel)
                .withOnReadyThreshold(BYTES_AHEAD)
                .move();
        return new DestinationStream(call, () -> close(channel));
    }

    @Override
    public FateResponse askFate(String name, String address, FateRequest request) {
        var channel = channels.open(name, address);
        try {
            return PeerGrpc.newBlockingV2Stub(channel)
                    .withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .askFate(request);
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
