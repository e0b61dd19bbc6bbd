package org.deskferry.app.identity;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** Makes channels to workstations: TLS 1.3, both sides with certificates of the fleet. Thread-safe. */
public final class Channels {
    /** Pictures of large screens are the largest messages. */
    private static final int LARGEST_MESSAGE = 64 << 20;

    private static final int LARGEST_METADATA = 64 << 10;
    /** A machine that is switched off should be known as such within a second. */
    private static final Duration CONNECT_LIMIT = Duration.ofMillis(800);

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final Duration KEEP_ALIVE_LIMIT = Duration.ofSeconds(5);

    private final SslContext tls;

    private Channels(SslContext tls) {
        this.tls = tls;
    }

    public static Channels of(Credentials credentials) {
        try {
            var builder = SslContextBuilder.forClient()
                    .keyManager(credentials.key(), credentials.certificate())
                    .trustManager(credentials.fleet())
                    .protocols("TLSv1.3");
            return new Channels(
                    GrpcSslContexts.configure(builder, SslProvider.JDK).build());
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A channel that connects at its first call, and only to a machine with the certificate of this member. The caller shuts
     * it down.
     */
    public ManagedChannel open(Member member) {
        return NettyChannelBuilder.forAddress(member.host(), member.port())
                .sslContext(tls)
                .overrideAuthority(member.name())
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .maxInboundMetadataSize(LARGEST_METADATA)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_LIMIT.toMillis())
                .keepAliveTime(KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(KEEP_ALIVE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .build();
    }
}
