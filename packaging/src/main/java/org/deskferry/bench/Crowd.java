package org.deskferry.bench;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.deskferry.app.fleet.FleetSource;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.Snapshot;
import org.deskferry.proto.v1.WatchRequest;
import org.deskferry.proto.v1.WorkstationGrpc;

/** The workstations of a population that is too large for any machine: one server on loopback that speaks for each of them. */
final class Crowd implements FleetSource, AutoCloseable {
    private static final Context.Key<String> WHOM = Context.key("whom");

    private final Population population;
    private final Map<String, ServerCallStreamObserver<Snapshot>> watchers = new ConcurrentHashMap<>();
    private final Server server;

    Crowd(Population population) {
        this.population = population;
        this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new Service())
                .intercept(new Switchboard())
                .build();
    }

    void open() {
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells whoever watches the workstation how it is there now. */
    void tell(String workstation) {
        var watcher = watchers.get(workstation);
        if (watcher != null) {
            synchronized (watcher) {
                if (!watcher.isCancelled()) {
                    watcher.onNext(population.snapshot(workstation));
                }
            }
        }
    }

    @Override
    public List<Member> members() {
        return population.workstations().stream()
                .map(name -> new Member(name, "127.0.0.1", server.getPort(), population.site(name)))
                .toList();
    }

    @Override
    public ManagedChannel open(Member member) {
        return NettyChannelBuilder.forAddress(member.host(), member.port())
                .usePlaintext()
                .overrideAuthority(member.name())
                .build();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Service extends WorkstationGrpc.WorkstationImplBase {
        @Override
        public void watch(WatchRequest request, StreamObserver<Snapshot> watcher) {
            var workstation = WHOM.get();
            var call = (ServerCallStreamObserver<Snapshot>) watcher;
            // Without a handler a caller that hangs up would be an error here.
            call.setOnCancelHandler(() -> {});
            watchers.put(workstation, call);
            tell(workstation);
        }
    }

    /** Who is called says the name that the caller had in mind. */
    private static final class Switchboard implements ServerInterceptor {
        @Override
        public <A, B> ServerCall.Listener<A> interceptCall(
                ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
            var whom = Context.current().withValue(WHOM, call.getAuthority());
            return Contexts.interceptCall(whom, call, headers, next);
        }
    }
}
