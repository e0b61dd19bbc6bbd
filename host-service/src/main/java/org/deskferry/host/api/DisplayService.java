package org.deskferry.host.api;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.deskferry.proto.v1.DisplayGrpc;
import org.deskferry.proto.v1.FromDisplay;
import org.deskferry.proto.v1.ToDisplay;

/** What people who work in pods ask. */
public final class DisplayService extends DisplayGrpc.DisplayImplBase {
    private final DisplayTunnels tunnels;

    public DisplayService(DisplayTunnels tunnels) {
        this.tunnels = tunnels;
    }

    @Override
    public StreamObserver<ToDisplay> tunnel(StreamObserver<FromDisplay> responses) {
        var stream = ViewerStream.of((ServerCallStreamObserver<FromDisplay>) responses);
        // A thread of its own: it waits for the kernel, not only for other threads.
        Thread.ofPlatform().daemon().name("tunnel").start(() -> {
            try {
                tunnels.serve(stream);
            } catch (RuntimeException e) {
                stream.fail(e);
            }
        });
        return stream;
    }
}
