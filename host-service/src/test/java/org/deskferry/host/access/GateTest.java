package org.deskferry.host.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.FateRequest;
import org.deskferry.proto.v1.HistoryGrpc;
import org.deskferry.proto.v1.ListHistoryRequest;
import org.deskferry.proto.v1.PeerGrpc;
import org.deskferry.proto.v1.PodRequest;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Role;
import org.deskferry.proto.v1.WorkstationGrpc;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The port of a workstation on loopback, and those who come to it. */
@Timeout(120)
final class GateTest {
    private static final HostPort ANYWHERE = new HostPort("127.0.0.1", 0);

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private static TestFleet fleet;
    private static Gate gate;

    private final ArrayList<ManagedChannel> channels = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        fleet = new TestFleet();
        gate = new Gate(fleet.workstation("desk-1"), ANYWHERE, TestServices.all());
        gate.open();
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @AfterEach
    void closeChannels() {
        channels.forEach(ManagedChannel::shutdownNow);
    }

    @Test
    void operatorsMayCallWorkstation() throws Exception {
        var pod = describe(channel(fleet.operator("anna")), "any");
        assertEquals("operator anna", pod);
    }

    @Test
    void workstationsMayCallPeer() throws Exception {
        PeerGrpc.newBlockingStub(channel(fleet.workstation("desk-2"))).askFate(FateRequest.getDefaultInstance());
    }

    @Test
    void bothMayAskForHealth() throws Exception {
        for (var identity : new Identity[] {fleet.operator("anna"), fleet.workstation("desk-2")}) {
            assertTrue(isHealthy(channel(identity)));
        }
    }

    @Test
    void operatorsMayNotCallPeer() throws Exception {
        var peer = PeerGrpc.newBlockingStub(channel(fleet.operator("anna")));
        var refusal = assertThrows(StatusRuntimeException.class, () -> peer.askFate(FateRequest.getDefaultInstance()));
        assertEquals(Status.Code.PERMISSION_DENIED, refusal.getStatus().getCode());
        assertEquals(ProblemKind.PROBLEM_KIND_NOT_ALLOWED, kind(refusal));
    }

    @Test
    void workstationsMayNotCallWorkstation() throws Exception {
        var channel = channel(fleet.workstation("desk-2"));
        var refusal = assertThrows(StatusRuntimeException.class, () -> describe(channel, "any"));
        assertEquals(Status.Code.PERMISSION_DENIED, refusal.getStatus().getCode());
        assertEquals(ProblemKind.PROBLEM_KIND_NOT_ALLOWED, kind(refusal));
    }

    @Test
    void onlyOperatorsMayAskWhatWasDone() throws Exception {
        var request = ListHistoryRequest.getDefaultInstance();
        var allowed = HistoryGrpc.newBlockingStub(channel(fleet.operator("anna")));
        assertEquals(0, allowed.listHistory(request).getEntriesCount());
        var other = HistoryGrpc.newBlockingStub(channel(fleet.workstation("desk-2")));
        var refusal = assertThrows(StatusRuntimeException.class, () -> other.listHistory(request));
        assertEquals(Status.Code.PERMISSION_DENIED, refusal.getStatus().getCode());
        assertEquals(ProblemKind.PROBLEM_KIND_NOT_ALLOWED, kind(refusal));
    }

    @Test
    void certificatesOfOtherFleetsAreRefused() throws Exception {
        var stranger = new TestFleet().operator("anna");
        var trusting = new Identity("anna", stranger.key(), stranger.certificate(), fleet.authority());
        assertRefused(channel(trusting));
    }

    @Test
    void expiredCertificatesAreRefused() throws Exception {
        assertRefused(channel(fleet.identity("anna", Role.ROLE_OPERATOR, Duration.ofMinutes(-1))));
    }

    @Test
    void nobodyComesInWithoutCertificate() throws Exception {
        assertRefused(channel(
                GrpcSslContexts.forClient().trustManager(fleet.authority()).build()));
    }

    @Test
    void olderTlsIsRefused() throws Exception {
        var context = SSLContext.getInstance("TLSv1.2");
        context.init(null, null, null);
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket(LOOPBACK, gate.port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThrows(SSLException.class, socket::startHandshake);
        }
    }

    @Test
    void problemsArriveWithTheirStatus() throws Exception {
        var channel = channel(fleet.operator("anna"));
        var failure = assertThrows(StatusRuntimeException.class, () -> describe(channel, "unknown"));
        assertEquals(Status.Code.NOT_FOUND, failure.getStatus().getCode());
        assertEquals("It is not here.", ProblemStatus.read(failure).getFirst().getReason());
    }

    @Test
    void bugsAreNotToldToCallers() throws Exception {
        var channel = channel(fleet.operator("anna"));
        for (var pod : new String[] {"bug", "late-bug"}) {
            var failure = assertThrows(StatusRuntimeException.class, () -> describe(channel, pod));
            assertEquals(Status.Code.INTERNAL, failure.getStatus().getCode());
            assertFalse(failure.toString().contains("secret"));
            assertFalse(ProblemStatus.read(failure).toString().contains("secret"));
            assertTrue(ProblemStatus.read(failure).getFirst().getRemedy().contains("reference="));
        }
    }

    @Test
    void noNumberOfProblemsIsTooLarge() throws Exception {
        var channel = channel(fleet.operator("anna"));
        var failure = assertThrows(StatusRuntimeException.class, () -> describe(channel, "many"));
        assertEquals(Status.Code.FAILED_PRECONDITION, failure.getStatus().getCode());
        assertTrue(ProblemStatus.read(failure).size() > 100);
    }

    @Test
    void garbageIsSurvived() throws Exception {
        var garbage = new byte[100_000];
        new Random(7).nextBytes(garbage);
        for (var start : new int[] {-1, 0x16}) {
            if (start > 0) {
                garbage[0] = (byte) start;
                garbage[1] = 3;
                garbage[2] = 1;
            }
            send(garbage);
        }
        send(new byte[0]);
        send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII));
        assertTrue(isHealthy(channel(fleet.operator("anna"))));
    }

    @Test
    void oversizedMessagesAreRefused() throws Exception {
        var channel = channel(fleet.operator("anna"));
        var failure = assertThrows(StatusRuntimeException.class, () -> describe(channel, "x".repeat(64 << 20)));
        assertEquals(Status.Code.RESOURCE_EXHAUSTED, failure.getStatus().getCode());
        assertTrue(isHealthy(channel));
    }

    @Test
    void oneMachineCannotTakeAllConnections() throws Exception {
        try (var small = new Gate(fleet.workstation("desk-3"), ANYWHERE, TestServices.all())) {
            small.open();
            var identity = fleet.operator("anna");
            var early = channel(Tls.client(identity), "desk-3", small.port());
            assertTrue(isHealthy(early));
            var sockets = new ArrayList<Socket>();
            connect(sockets, 50, small.port());
            assertTrue(isHealthy(channel(Tls.client(identity), "desk-3", small.port())));
            connect(sockets, 50, small.port());
            assertThrows(
                    StatusRuntimeException.class,
                    () -> isHealthy(channel(Tls.client(identity), "desk-3", small.port())));
            assertTrue(isHealthy(early));
            for (var socket : sockets) {
                socket.close();
            }
            awaitHealthy(small.port(), identity);
        }
    }

    @Test
    void aPortInUseIsSaidInWords() throws Exception {
        try (var second =
                new Gate(fleet.workstation("desk-4"), new HostPort("127.0.0.1", gate.port()), TestServices.all())) {
            var problem = assertThrows(ProblemException.class, second::open);
            assertTrue(problem.toString().contains("127.0.0.1:" + gate.port()), problem.getMessage());
        }
    }

    private static void connect(List<Socket> sockets, int count, int port) throws IOException {
        for (var index = 0; index < count; index++) {
            sockets.add(new Socket(LOOPBACK, port));
        }
    }

    private void awaitHealthy(int port, Identity identity) throws InterruptedException {
        for (var attempt = 0; ; attempt++) {
            try {
                assertTrue(isHealthy(channel(Tls.client(identity), "desk-3", port)));
                return;
            } catch (StatusRuntimeException e) {
                assertTrue(attempt < 300, e::toString);
                Thread.sleep(100);
            }
        }
    }

    private static void send(byte[] bytes) throws IOException {
        try (var socket = new Socket(LOOPBACK, gate.port())) {
            socket.setSoTimeout(1000);
            socket.getOutputStream().write(bytes);
            socket.getInputStream().read();
        } catch (IOException e) {
            // Being cut off is an answer as good as another.
        }
    }

    private static void assertRefused(ManagedChannel channel) {
        var refusal = assertThrows(StatusRuntimeException.class, () -> isHealthy(channel));
        assertEquals(Status.Code.UNAVAILABLE, refusal.getStatus().getCode());
    }

    private static ProblemKind kind(StatusRuntimeException failure) {
        return ProblemStatus.read(failure).getFirst().getKind();
    }

    private static boolean isHealthy(ManagedChannel channel) {
        return HealthGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(30, TimeUnit.SECONDS)
                        .check(HealthCheckRequest.getDefaultInstance())
                        .getStatus()
                == ServingStatus.SERVING;
    }

    private static String describe(ManagedChannel channel, String pod) {
        return WorkstationGrpc.newBlockingStub(channel)
                .describePod(PodRequest.newBuilder().setPod(pod).build())
                .getManifest()
                .getName();
    }

    private ManagedChannel channel(Identity identity) {
        return channel(Tls.client(identity));
    }

    private ManagedChannel channel(SslContext tls) {
        return channel(tls, "desk-1", gate.port());
    }

    private ManagedChannel channel(SslContext tls, String name, int port) {
        var channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .sslContext(tls)
                .overrideAuthority(name)
                .maxInboundMetadataSize(Wire.LARGEST_METADATA)
                .build();
        channels.add(channel);
        return channel;
    }
}
