package org.deskferry.host.access;

import static org.deskferry.proto.problem.Phrases.say;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one port of this workstation, for apps and peers alike. Whoever has no certificate of the fleet gets no further than the
 * TLS handshake; who has one may call what its role allows. Each call has a virtual thread.
 */
public final class Gate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final int CALLS_PER_CONNECTION = 128;
    private static final int LARGEST_OF_STRANGERS = 16 << 10;
    private static final int CALLS_OF_STRANGERS = 4;
    private static final Duration STAY_OF_STRANGERS = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final HostPort listen;
    private final String readiness;
    private final HealthStatusManager health = new HealthStatusManager();
    private final EventLoopGroup acceptor = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
    private final Server server;

    public Gate(Identity identity, HostPort listen, List<? extends BindableService> services) {
        this.listen = listen;
        this.readiness = "Serving";
        this.server = builder(Tls.server(identity), new Doorkeeper())
                // The last one is the first to see a call.
                .intercept(new RoleCheck())
                .intercept(new ProblemAnswers())
                .maxInboundMessageSize(Wire.LARGEST_MESSAGE)
                .maxInboundMetadataSize(Wire.LARGEST_METADATA)
                .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
                .flowControlWindow(Wire.WINDOW)
                .addServices(services.stream().map(BindableService::bindService).toList())
                .addService(health.getHealthService())
                .build();
    }

    /** One at which anybody may call the one service there is, in small words and not for long: that of a workstation without a fleet. */
    public Gate(Applicant applicant, HostPort listen, BindableService service) {
        this.listen = listen;
        this.readiness = "Waiting to be paired";
        this.server = builder(Tls.strangers(applicant), new Doorkeeper())
                .intercept(new ProblemAnswers())
                .maxInboundMessageSize(LARGEST_OF_STRANGERS)
                .maxInboundMetadataSize(LARGEST_OF_STRANGERS)
                .maxConcurrentCallsPerConnection(CALLS_OF_STRANGERS)
                .maxConnectionAge(STAY_OF_STRANGERS.toSeconds(), TimeUnit.SECONDS)
                .maxConnectionAgeGrace(GRACE.toSeconds(), TimeUnit.SECONDS)
                .addService(service)
                .build();
    }

    /** Serves from here on. */
    public void open() {
        try {
            server.start();
            LOG.atInfo()
                    .addKeyValue("listen", new HostPort(listen.host(), port()))
                    .log(readiness);
        } catch (IOException e) {
            throw ProblemException.causedBy(
                    e,
                    ProblemKind.PROBLEM_KIND_ADDRESS_IN_USE,
                    say("port {0}", listen),
                    say("It cannot be listened at: {0}.", rootMessage(e)),
                    say("Stop the program that has it, or set listen in host.conf."));
        }
    }

    /** The port it serves at. */
    public int port() {
        return server.getPort();
    }

    /** Takes no more calls, gives those under way a moment, and ends. Pods are not concerned. */
    @Override
    public void close() {
        health.enterTerminalState();
        server.shutdown();
        try {
            if (!server.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow().awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        } finally {
            var _ = acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    private NettyServerBuilder builder(SslContext tls, Doorkeeper doorkeeper) {
        return NettyServerBuilder.forAddress(listen.resolve())
                .sslContext(tls)
                .bossEventLoopGroup(acceptor)
                .workerEventLoopGroup(loops)
                .channelFactory(doorkeeper::socket)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .handshakeTimeout(Wire.HANDSHAKE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(Wire.SHORTEST_KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(true)
                .keepAliveTime(Wire.KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(Wire.KEEP_ALIVE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String rootMessage(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
