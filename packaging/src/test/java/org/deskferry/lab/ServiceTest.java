package org.deskferry.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.deskferry.app.identity.Credentials;
import org.deskferry.app.identity.Fleet;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.FleetFolder;
import org.deskferry.app.identity.FleetOffice;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.ScreenRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a host service, by strangers or by its restart, its pods tick on. */
class ServiceTest extends WitnessedPod {
    ServiceTest() {
        super("cora");
    }

    @AfterEach
    void thePodTicksOn() {
        witnesses.awaitLife();
        assertEquals(List.of(), witnesses.faults());
        assertEquals(PodState.POD_STATE_RUNNING, wsa.describe(pod.name()).getState());
    }

    @Test
    void anOperatorOfAnotherFleetIsNotLetIn(@TempDir Path folder) throws FleetException {
        var others = credentialsOfAnotherFleet(folder.resolve("fleet"));
        var ours = Fleet.load(lab.folder().resolve("fleet")).credentials();
        refusedTo(others);
        refusedTo(new Credentials(others.key(), others.certificate(), ours.fleet()));
    }

    private void refusedTo(Credentials credentials) {
        try (var stranger = lab.meet(wsa, credentials)) {
            var refusal = assertThrows(RefusedException.class, () -> stranger.move(pod.name(), wsb));
            assertEquals(Set.of(ProblemKind.PROBLEM_KIND_NOT_TRUSTED), refusal.kinds(), refusal::getMessage);
        }
    }

    private static Credentials credentialsOfAnotherFleet(Path folder) throws FleetException {
        new FleetOffice(new FleetFolder(folder)).init("mallory");
        return Fleet.load(folder).credentials();
    }

    @Test
    void garbageIsHungUpOn() throws IOException {
        var garbage = new byte[200_000];
        new Random(3).nextBytes(garbage);
        for (var start :
                List.of(new byte[0], "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII), new byte[] {22, 3, 3, 2})) {
            try (var socket =
                    new Socket(InetAddress.getLoopbackAddress(), wsa.entrance().port())) {
                socket.setSoTimeout(15_000);
                socket.getOutputStream().write(start);
                socket.getOutputStream().write(garbage);
                while (socket.getInputStream().read() >= 0) {}
            } catch (SocketException e) {
                // Hung up in the middle: as good.
            }
        }
    }

    @Test
    void anOversizedMessageIsRefused() {
        var refusal = assertThrows(RefusedException.class, () -> wsa.describe("x".repeat(20_000_000)));
        assertEquals(Set.of(ProblemKind.PROBLEM_KIND_BAD_REQUEST), refusal.kinds(), refusal::getMessage);
    }

    @Test
    void podsOutliveTheService() {
        for (var end : List.of("stop", "kill")) {
            var before = pod.processes();
            lab.service(wsa, end);
            witnesses.awaitLife();
            lab.service(wsa, "start");
            var found = wsa.look().getPodsList();
            assertEquals(
                    List.of(pod.id()),
                    found.stream().map(one -> one.getManifest().getId()).toList());
            assertEquals(before, pod.processes());
            assertTrue(screen().length > 10_000, "the screen is empty");
        }
        assertEquals(List.of(), pod.moveTo(wsb).getResidueList());
        witnesses.awaitLife();
        assertEquals(List.of(), pod.moveTo(wsa).getResidueList());
    }

    private byte[] screen() {
        var request = ScreenRequest.newBuilder().setPod(pod.name()).build();
        return wsa.call(stub -> stub.screen(request)).getPng().toByteArray();
    }
}
