package org.deskferry.host.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import org.deskferry.proto.v1.FateRequest;
import org.deskferry.proto.v1.IntroduceRequest;
import org.deskferry.proto.v1.Introduction;
import org.deskferry.proto.v1.PairingGrpc;
import org.deskferry.proto.v1.PeerGrpc;
import org.deskferry.proto.v1.PodRequest;
import org.deskferry.proto.v1.WorkstationGrpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The port of a workstation without a fleet, and somebody who is known by nothing. */
@Timeout(60)
final class StrangersTest {
    @TempDir
    private Path folder;

    private Gate gate;
    private ManagedChannel channel;

    private static final class Named extends PairingGrpc.PairingImplBase {
        @Override
        public void introduce(IntroduceRequest request, StreamObserver<Introduction> answers) {
            answers.onNext(Introduction.newBuilder().setName("desk-1").build());
            answers.onCompleted();
        }
    }

    @BeforeEach
    void open() throws Exception {
        var identity = new IdentityFolder(folder.resolve("identity"), "desk-1");
        identity.prepare();
        var applicant = identity.applicant();
        gate = new Gate(applicant, new HostPort("127.0.0.1", 0), new Named());
        gate.open();
        var tls =
                SslContextBuilder.forClient().trustManager(applicant.selfMade()).protocols("TLSv1.3");
        channel = NettyChannelBuilder.forAddress("127.0.0.1", gate.port())
                .sslContext(GrpcSslContexts.configure(tls, SslProvider.JDK).build())
                .overrideAuthority("desk-1")
                .build();
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
        gate.close();
    }

    @Test
    void theyMayPair() {
        var introduction = PairingGrpc.newBlockingStub(channel).introduce(IntroduceRequest.getDefaultInstance());
        assertEquals("desk-1", introduction.getName());
    }

    @Test
    void theyMayNothingElse() {
        assertCode(
                Status.Code.UNIMPLEMENTED,
                () -> WorkstationGrpc.newBlockingStub(channel).describePod(PodRequest.getDefaultInstance()));
        assertCode(
                Status.Code.UNIMPLEMENTED,
                () -> PeerGrpc.newBlockingStub(channel).askFate(FateRequest.getDefaultInstance()));
        assertCode(
                Status.Code.UNIMPLEMENTED,
                () -> HealthGrpc.newBlockingStub(channel).check(HealthCheckRequest.getDefaultInstance()));
    }

    @Test
    void theySayLittle() {
        var much = UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFrom(new byte[17 << 10]))
                .build();
        var large = IntroduceRequest.newBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder().addField(9, much).build())
                .build();
        assertCode(
                Status.Code.RESOURCE_EXHAUSTED,
                () -> PairingGrpc.newBlockingStub(channel).introduce(large));
    }

    private static void assertCode(Status.Code code, Executable call) {
        var failure = assertThrows(StatusRuntimeException.class, call);
        assertEquals(code, failure.getStatus().getCode(), failure.getMessage());
    }
}
