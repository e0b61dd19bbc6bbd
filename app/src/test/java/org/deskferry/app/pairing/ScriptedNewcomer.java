package org.deskferry.app.pairing;

import com.google.protobuf.ByteString;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.deskferry.app.identity.Member;
import org.deskferry.app.identity.Requests;
import org.deskferry.app.scripted.Samples;
import org.deskferry.pairing.KeyAgreement;
import org.deskferry.pairing.NotAgreedException;
import org.deskferry.pairing.PairingCode;
import org.deskferry.pairing.SharedKeys;
import org.deskferry.pairing.SharedKeys.Purpose;
import org.deskferry.proto.v1.IntroduceRequest;
import org.deskferry.proto.v1.Introduction;
import org.deskferry.proto.v1.PairRequest;
import org.deskferry.proto.v1.PairResponse;
import org.deskferry.proto.v1.PairingDone;
import org.deskferry.proto.v1.PairingGrpc;
import org.deskferry.proto.v1.PairingSecond;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.WorkstationProof;

/** A workstation without a fleet behind real TLS, or somebody who would like to be taken for it. */
public final class ScriptedNewcomer extends PairingGrpc.PairingImplBase implements AutoCloseable {
    private final KeyPair shown;
    private final KeyPair agreedOn;
    private final PairingCode code;
    private final Server server;

    public volatile boolean showsCode = true;
    /** What it says to any code, in place of looking at it. */
    public volatile Optional<Problem> refusal = Optional.empty();
    /** Whether it goes on where the operator's proof is wrong. */
    public volatile boolean takesAnyProof;
    /** In the place of its own request for a certificate. */
    volatile Optional<ByteString> request = Optional.empty();

    public volatile String certificate = "";

    /**
     * @param shown the key of its TLS certificate and its request
     * @param agreedOn the key by which it takes part in the exchange; another one is that of whom it stands before
     */
    public ScriptedNewcomer(KeyPair shown, KeyPair agreedOn, PairingCode code) throws Exception {
        this.shown = shown;
        this.agreedOn = agreedOn;
        this.code = code;
        var tls =
                SslContextBuilder.forServer(shown.getPrivate(), selfMade(shown)).protocols("TLSv1.3");
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sslContext(GrpcSslContexts.configure(tls, SslProvider.JDK).build())
                .addService(this)
                .build()
                .start();
    }

    public Member place() {
        return new Member("newcomer", "127.0.0.1", server.getPort());
    }

    public static ByteString request(String name, KeyPair keys) throws Exception {
        return ByteString.copyFrom(
                new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=" + name), keys.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                        .getEncoded());
    }

    @Override
    public void introduce(IntroduceRequest asked, StreamObserver<Introduction> answers) {
        try {
            answers.onNext(Introduction.newBuilder()
                    .setName("desk-7")
                    .setRequest(request.isPresent() ? request.get() : request("desk-7", shown))
                    .setShowsCode(showsCode)
                    .build());
            answers.onCompleted();
        } catch (Exception e) {
            answers.onError(e);
        }
    }

    @Override
    public StreamObserver<PairRequest> pair(StreamObserver<PairResponse> answers) {
        return new Side(answers);
    }

    private final class Side implements StreamObserver<PairRequest> {
        private final KeyAgreement agreement = KeyAgreement.ofWorkstation(code, agreedOn.getPublic());
        private final StreamObserver<PairResponse> answers;
        private PairingSecond second = PairingSecond.getDefaultInstance();
        private Optional<SharedKeys> keys = Optional.empty();

        Side(StreamObserver<PairResponse> answers) {
            this.answers = answers;
        }

        @Override
        public void onNext(PairRequest asked) {
            if (refusal.isPresent()) {
                answers.onError(Samples.refusal(refusal.get()));
                return;
            }
            try {
                answers.onNext(answer(asked));
            } catch (NotAgreedException | IllegalArgumentException e) {
                answers.onError(Status.PERMISSION_DENIED.asRuntimeException());
            }
        }

        private PairResponse answer(PairRequest asked) throws NotAgreedException {
            var answer = PairResponse.newBuilder();
            switch (asked.getStepCase()) {
                case FIRST -> {
                    answer.setFirst(agreement.first());
                    second = agreement.second(asked.getFirst());
                }
                case SECOND -> {
                    answer.setSecond(second);
                    keys = Optional.of(agreement.keys(asked.getSecond()));
                }
                case PROOF -> {
                    var fleet = asked.getProof().getFleet().toByteArray();
                    if (!takesAnyProof
                            && !keys.orElseThrow()
                                    .isProved(
                                            Purpose.OPERATOR,
                                            fleet,
                                            asked.getProof().getProof())) {
                        throw new IllegalArgumentException("wrong code");
                    }
                    answer.setProof(WorkstationProof.newBuilder()
                            .setProof(keys.orElseThrow().proof(Purpose.WORKSTATION, fleet)));
                }
                case ADMISSION -> {
                    certificate = asked.getAdmission().getCertificate().toString();
                    answer.setDone(PairingDone.getDefaultInstance());
                }
                case STEP_NOT_SET -> throw new IllegalArgumentException("no step");
            }
            return answer.build();
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {
            answers.onCompleted();
        }
    }

    private static X509Certificate selfMade(KeyPair keys) throws Exception {
        var subject = new X500Principal("CN=desk-7");
        var builder = new JcaX509v3CertificateBuilder(
                subject,
                java.math.BigInteger.ONE,
                Date.from(Instant.now().minusSeconds(60)),
                Date.from(Instant.now().plusSeconds(3600)),
                subject,
                keys.getPublic());
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    public static KeyPair newKeys() throws Exception {
        return Requests.newKeys();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
