package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.deskferry.proto.v1.PodState;
import org.junit.jupiter.api.Test;

/** A workstation is emptied by one command, also while it is flooded. */
class EvacuationTest extends WitnessedPod {
    private static final int PORT = 7443;
    private static final int RATE = 4000;
    private static final int SECONDS = 120;
    private static final Pattern DOUBTFUL =
            Pattern.compile("(?m)^TcpExt(SyncookiesSent|TCPReqQFullDoCookies)\\s+(\\d+)");

    EvacuationTest() {
        super("dora");
    }

    /** What a machine is left for when it is under attack: its pods go on elsewhere, their connections with them. */
    @Test
    void aFloodedMachineIsEvacuatedWithItsConnections() {
        var since = Witnesses.now();
        try (var _ = flood(wsa)) {
            Eventually.that("the flood has effect", Duration.ofSeconds(30), () -> doubtful(wsa) > RATE);
            var before = doubtful(wsa);
            var run = lab.deskferry("evacuate", wsa.name(), "--to", wsb.name(), "--yes");
            assertEquals(0, run.exitCode(), run::output);
            pod.isAt(wsb);
            assertEquals(List.of(), wsa.look().getPodsList());
            assertTrue(run.output().contains("1 of 1 pod moved away from wsa."), run::output);
            assertTrue(run.output().contains("2 of 2 connections kept"), run::output);
            witnesses.awaitLife();
            assertEquals(List.of(), witnesses.faults());
            assertEquals(List.of(), Residue.ofPod(wsa, pod.id()));
            System.out.println(run.output().strip());
            System.out.printf(
                    "flood: %d unanswered connection requests before, %d during the evacuation; largest gap in the pod %d ms,"
                            + " at the peer %s ms%n",
                    before,
                    doubtful(wsa) - before,
                    witnesses.gap(since).toMillis(),
                    witnesses.conversations().stream()
                            .map(conversation -> conversation.peerGap(since).toMillis())
                            .toList());
            assertTrue(doubtful(wsa) > before, "the flood went on all the time");
        } finally {
            comeHome();
        }
    }

    @Test
    void aPodThatWouldStandStillForTooLongRunsOn() {
        var run = lab.deskferry("move", pod.name(), wsb.name(), "--downtime", "1ms");
        assertEquals(3, run.exitCode(), run::output);
        assertTrue(run.output().contains("would stand still for about"), run::output);
        assertEquals(PodState.POD_STATE_RUNNING, wsa.describe(pod.name()).getState());
        witnesses.awaitLife();
        assertEquals(List.of(), witnesses.faults());
        assertEquals(List.of(), Residue.ofPod(wsb, pod.id()));
        assertEquals(List.of(), Residue.ofMoves(wsa, pod.id()));
    }

    @Test
    void theEstimateIsInTheResult() {
        try {
            var result = pod.moveTo(wsb);
            assertTrue(result.hasFrozenEstimate());
            assertNotEquals(
                    0,
                    result.getFrozenEstimate().getNanos()
                            + result.getFrozenEstimate().getSeconds());
            System.out.printf("frozen %s, estimated %s%n", result.getFrozen(), result.getFrozenEstimate());
        } finally {
            comeHome();
        }
    }

    /** What cannot move is left running and listed, with its reason, and the rest goes. */
    @Test
    void whatCannotMoveIsLeftRunning() {
        try (var stuck = LabPod.create(lab, wsa, "stuck")) {
            holdUnmovable(stuck);
            var run = lab.deskferry("evacuate", wsa.name(), "--to", wsb.name(), "--yes");
            pod.isAt(wsb);
            assertEquals(5, run.exitCode(), run::output);
            assertTrue(run.output().contains("stuck stays on wsa:"), run::output);
            assertEquals(PodState.POD_STATE_RUNNING, wsa.describe("stuck").getState());
            assertEquals(1, wsa.look().getPodsCount());
            witnesses.awaitLife();
            assertEquals(List.of(), witnesses.faults());
        } finally {
            comeHome();
        }
    }

    private static void holdUnmovable(LabPod pod) {
        Outlaw.install(pod);
        pod.smuggle("/tmp/outlaw.log", "python3", "/home/user/outlaw.py", "ring");
        var log = pod.root().resolve("tmp/outlaw.log");
        Eventually.that(
                "the outlaw's word",
                Duration.ofSeconds(20),
                () -> Files.exists(log) && Node.read(log).contains("held"));
    }

    private void comeHome() {
        if (wsb.look().getPodsList().stream()
                .anyMatch(there -> there.getManifest().getId().equals(pod.id()))) {
            pod.isAt(wsb);
            var _ = pod.moveTo(wsa);
        }
    }

    /** Ends when it is closed, and by itself soon after. */
    private interface Flood extends AutoCloseable {
        @Override
        void close();
    }

    private Flood flood(Workstation victim) {
        try {
            var file = Files.createTempFile(lab.folder(), "flood", ".py");
            Files.write(file, Resources.read(EvacuationTest.class, "flood.py"));
            var process = lab.peer()
                    .start(
                            log(file).toFile(),
                            "python3",
                            file.toString(),
                            "10.77.0",
                            victim.host(),
                            Integer.toString(PORT),
                            Integer.toString(RATE),
                            Integer.toString(SECONDS));
            return () -> Node.end(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path log(Path program) {
        return program.resolveSibling(program.getFileName() + ".log");
    }

    /** Connection requests that found no room to be remembered, by the victim's own count. */
    private static long doubtful(Workstation victim) {
        return DOUBTFUL.matcher(victim.run("nstat", "-asz"))
                .results()
                .filter(match -> match.group(1).equals("TCPReqQFullDoCookies"))
                .mapToLong(match -> Long.parseLong(match.group(2)))
                .sum();
    }
}
