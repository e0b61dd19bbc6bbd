package org.deskferry.host.access;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import javax.net.ssl.SSLException;

/** TLS 1.3 with certificates on both sides, none trusted but those of the fleet; only who belongs to none yet speaks to strangers. */
final class Tls {
    private static final String VERSION = "TLSv1.3";

    private Tls() {}

    static SslContext server(Identity identity) {
        return build(SslContextBuilder.forServer(identity.key(), identity.certificate())
                .trustManager(identity.fleet())
                .clientAuth(ClientAuth.REQUIRE));
    }

    /** Towards those who are known by nothing yet, with a certificate that nobody has reason to trust. */
    static SslContext strangers(Applicant applicant) {
        return build(SslContextBuilder.forServer(applicant.keys().getPrivate(), applicant.selfMade())
                .clientAuth(ClientAuth.NONE));
    }

    static SslContext client(Identity identity) {
        return build(SslContextBuilder.forClient()
                .keyManager(identity.key(), identity.certificate())
                .trustManager(identity.fleet()));
    }

    private static SslContext build(SslContextBuilder builder) {
        try {
            return GrpcSslContexts.configure(builder, SslProvider.JDK)
                    .protocols(VERSION)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }
}
