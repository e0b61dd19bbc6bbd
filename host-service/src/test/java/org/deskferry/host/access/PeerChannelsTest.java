package org.deskferry.host.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.FateRequest;
import org.deskferry.proto.v1.PeerGrpc;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PeerChannelsTest {
    private static final HostPort ANYWHERE = new HostPort("127.0.0.1", 0);

    private final TestFleet fleet = new TestFleet();

    PeerChannelsTest() throws Exception {}

    @Test
    void opensToTheWorkstationOfThatName() throws Exception {
        try (var gate = serve(fleet.workstation("desk-2"))) {
            var channel = channels().open("desk-2", address(gate));
            PeerGrpc.newBlockingStub(channel).askFate(FateRequest.getDefaultInstance());
            channel.shutdownNow();
        }
    }

    @Test
    void refusesOneOfAnotherName() throws Exception {
        assertNotTrusted(fleet.workstation("desk-3"), "has another name");
    }

    @Test
    void refusesOneOfAnotherFleet() throws Exception {
        assertNotTrusted(new TestFleet().workstation("desk-2"), "not of this fleet");
    }

    @Test
    void refusesAnExpiredCertificate() throws Exception {
        assertNotTrusted(fleet.identity("desk-2", Role.ROLE_WORKSTATION, Duration.ofMinutes(-1)), "has expired");
    }

    @Test
    void refusesAnOperatorThatPosesAsWorkstation() throws Exception {
        assertNotTrusted(fleet.operator("desk-2"), "not that of a workstation");
    }

    @Test
    void saysWhenItIsNotTrustedItself() throws Exception {
        var stranger = new TestFleet().workstation("desk-1");
        var trusting = new Identity("desk-1", stranger.key(), stranger.certificate(), fleet.authority());
        try (var gate = serve(fleet.workstation("desk-2"))) {
            var problem = assertThrows(
                    ProblemException.class, () -> new PeerChannels(trusting).open("desk-2", address(gate)));
            assertProblem(ProblemKind.PROBLEM_KIND_NOT_TRUSTED, "does not accept our certificate", problem);
        }
    }

    @Test
    void saysWhenNobodyIsThere() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        var problem = assertThrows(ProblemException.class, () -> channels().open("desk-2", "127.0.0.1:" + port));
        assertProblem(ProblemKind.PROBLEM_KIND_UNREACHABLE, "127.0.0.1:" + port, problem);
    }

    @Test
    void givesUpOnOneThatSaysNothing() throws Exception {
        try (var silent = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"))) {
            var problem = assertThrows(
                    ProblemException.class, () -> channels().open("desk-2", "127.0.0.1:" + silent.getLocalPort()));
            assertProblem(ProblemKind.PROBLEM_KIND_UNREACHABLE, "does not answer", problem);
        }
    }

    @Test
    void checksNameAndAddress() throws Exception {
        var channels = channels();
        for (var wrong : new String[][] {
            {"desk 2", "127.0.0.1:1"}, {"desk-2", "127.0.0.1"}, {"desk-2", "127.0.0.1:99999"}, {"", "a:1"}
        }) {
            var problem = assertThrows(ProblemException.class, () -> channels.open(wrong[0], wrong[1]));
            assertEquals(
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    problem.problems().getFirst().getKind());
        }
    }

    private void assertNotTrusted(Identity server, String words) throws Exception {
        try (var gate = serve(server)) {
            var problem = assertThrows(ProblemException.class, () -> channels().open("desk-2", address(gate)));
            assertProblem(ProblemKind.PROBLEM_KIND_NOT_TRUSTED, words, problem);
        }
    }

    private static void assertProblem(ProblemKind kind, String words, ProblemException problem) {
        assertEquals(kind, problem.problems().getFirst().getKind(), problem.getMessage());
        assertTrue(problem.toString().contains(words), problem.getMessage());
    }

    private PeerChannels channels() throws Exception {
        return new PeerChannels(fleet.workstation("desk-1"));
    }

    private static Gate serve(Identity identity) {
        var gate = new Gate(identity, ANYWHERE, TestServices.all());
        gate.open();
        return gate;
    }

    private static String address(Gate gate) {
        return "127.0.0.1:" + gate.port();
    }
}
