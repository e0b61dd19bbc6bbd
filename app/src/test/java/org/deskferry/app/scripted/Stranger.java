package org.deskferry.app.scripted;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.deskferry.app.identity.FleetFolder;
import org.deskferry.app.identity.FleetOffice;
import org.deskferry.app.identity.Member;
import org.deskferry.app.identity.Requests;

/** A workstation of another fleet. */
public final class Stranger implements AutoCloseable {
    private final String name;
    private final Server server;

    private Stranger(String name, Server server) {
        this.name = name;
        this.server = server;
    }

    /** Founds a fleet in {@code folder}, which is not there yet, and takes the workstation in. */
    public static Stranger in(Path folder, String name) throws Exception {
        var office = new FleetOffice(new FleetFolder(folder));
        office.init("mallory");
        var keys = Requests.newKeys();
        var signed = folder.resolve("signed");
        var request = Requests.write(folder.resolve("request.pem"), name, keys);
        office.add(new Member(name, "127.0.0.1", 1), request, signed, false);
        var tls = GrpcSslContexts.configure(
                SslContextBuilder.forServer(keys.getPrivate(), certificate(signed)), SslProvider.JDK);
        return new Stranger(
                name,
                NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .sslContext(tls.build())
                        .build()
                        .start());
    }

    private static X509Certificate certificate(Path signed) throws Exception {
        try (var pem = Files.newInputStream(signed.resolve("certificate.pem"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    /** Where it is, for somebody who takes it for a member. */
    public Member member() {
        return new Member(name, "127.0.0.1", server.getPort());
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
