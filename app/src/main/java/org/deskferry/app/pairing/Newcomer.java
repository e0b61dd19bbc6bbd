package org.deskferry.app.pairing;

import static org.deskferry.proto.problem.Phrases.say;

import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.deskferry.app.identity.Failures;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.Member;
import org.deskferry.pairing.Fingerprint;
import org.deskferry.pairing.PairingCode;
import org.deskferry.proto.v1.IntroduceRequest;
import org.deskferry.proto.v1.Introduction;
import org.deskferry.proto.v1.PairingGrpc;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** A workstation without a fleet, by its address, over connections that end with it. Nothing it says is to be believed before {@link #pair}. */
public final class Newcomer implements AutoCloseable {
    private static final int LARGEST_MESSAGE = 16 << 10;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Member place;
    private final SelfMadeTrust trust;
    private final ManagedChannel channel;

    private Newcomer(Member place, SelfMadeTrust trust, ManagedChannel channel) {
        this.place = place;
        this.trust = trust;
        this.channel = channel;
    }

    /** Makes the certificate of a workstation that has proved to know the code. */
    @FunctionalInterface
    public interface Signer {
        X509Certificate sign(byte[] request) throws FleetException;
    }

    /** The one at {@code place}, whatever it calls itself. */
    public static Newcomer at(Member place) {
        var trust = new SelfMadeTrust();
        try {
            var tls = SslContextBuilder.forClient().trustManager(trust).protocols("TLSv1.3");
            var channel = NettyChannelBuilder.forAddress(place.host(), place.port())
                    .sslContext(GrpcSslContexts.configure(tls, SslProvider.JDK).build())
                    .maxInboundMessageSize(LARGEST_MESSAGE)
                    .maxInboundMetadataSize(64 << 10)
                    .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_LIMIT.toMillis())
                    .build();
            return new Newcomer(place, trust, channel);
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What it says of itself.
     *
     * @throws FleetException (UNREACHABLE, NOT_ALLOWED where it is a member already, NOT_TRUSTED where its request is not for its key)
     */
    public Introduction introduce() throws FleetException {
        try {
            var introduction = PairingGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(LIMIT)
                    .introduce(IntroduceRequest.getDefaultInstance());
            var key =
                    new JcaPKCS10CertificationRequest(introduction.getRequest().toByteArray()).getPublicKey();
            if (!key.equals(key())) {
                throw new GeneralSecurityException("it is for another key");
            }
            return introduction;
        } catch (StatusRuntimeException e) {
            throw failure(e);
        } catch (IOException | GeneralSecurityException e) {
            throw new FleetException(
                    e,
                    problem(
                            ProblemKind.PROBLEM_KIND_NOT_TRUSTED,
                            say("Its request for a certificate is not good: {0}.", e.getMessage()),
                            say(
                                    "Check the address; if it is right, somebody may stand between: use a network that you trust.")));
        }
    }

    /** What its key is known by. */
    public Fingerprint fingerprint() {
        return Fingerprint.of(key());
    }

    /**
     * Takes it into a fleet. When this returns, it has its certificate.
     *
     * @param fleet the CA's certificate
     * @throws FleetException (NOT_TRUSTED) if the code is wrong or somebody stands between; nothing was signed then
     */
    public void pair(PairingCode code, Introduction introduction, X509Certificate fleet, Signer signer)
            throws FleetException {
        try {
            var call = PairingGrpc.newBlockingV2Stub(channel)
                    .withDeadlineAfter(LIMIT)
                    .pair();
            new Exchange(call, code, key(), place).run(introduction.getRequest().toByteArray(), fleet, signer);
        } catch (StatusException | StatusRuntimeException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FleetException(
                    e,
                    problem(
                            ProblemKind.PROBLEM_KIND_CANCELLED,
                            say("The pairing was interrupted."),
                            say("Pair it again.")));
        }
    }

    private PublicKey key() {
        return trust.key().orElseThrow(() -> new IllegalStateException("it has not been met yet"));
    }

    private FleetException failure(Exception failure) {
        return new FleetException(
                failure,
                isMember(failure)
                        ? alreadyMember()
                        : Failures.of(failure, place).getFirst());
    }

    private static boolean isMember(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains(SelfMadeTrust.MEMBER));
    }

    private Problem alreadyMember() {
        return problem(
                ProblemKind.PROBLEM_KIND_NOT_ALLOWED,
                say("It belongs to a fleet already."),
                say(
                        "If it is yours and only missing in your list, write it into members.conf; to take it out of another "
                                + "one, move certificate.pem and fleet.pem out of its identity folder and restart its host service."));
    }

    private Problem problem(ProblemKind kind, Phrase reason, Phrase remedy) {
        return Exchange.problem(place, kind, reason, remedy);
    }

    @Override
    public void close() {
        channel.shutdown();
        try {
            if (!channel.awaitTermination(1, TimeUnit.SECONDS)) {
                channel.shutdownNow();
            }
        } catch (InterruptedException e) {
            channel.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
