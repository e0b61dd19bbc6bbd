package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.deskferry.proto.v1.MovePhase;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A move can be cancelled at any time before its commit: the pod goes on at the source as if nothing had been. */
@Tag("alone")
class CancelTest extends WitnessedPod {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofMillis(1);
    /** Takes a while to copy, compressed or not. */
    private static final int LARGE = 200_000_000;

    CancelTest() {
        super("gerda");
    }

    @AfterEach
    void thePodIsWholeAtTheSourceAndNowhereElse() {
        witnesses.awaitLife();
        assertEquals(List.of(), witnesses.faults());
        assertEquals(PodState.POD_STATE_RUNNING, wsa.describe(pod.name()).getState());
        Eventually.that(
                "nothing is left at the destination: " + Residue.ofPod(wsb, pod.id()),
                LIMIT,
                () -> Residue.ofPod(wsb, pod.id()).isEmpty());
        Eventually.that(
                "nothing is left at the source: " + Residue.ofMoves(wsa, pod.id()),
                LIMIT,
                () -> Residue.ofMoves(wsa, pod.id()).isEmpty());
    }

    @Test
    void inTheLiveCopy() throws Exception {
        var large = pod.home().resolve("large");
        var noise = new byte[LARGE];
        new java.util.Random(5).nextBytes(noise);
        pod.write(large, noise);
        cancelled(() -> phase() == MovePhase.MOVE_PHASE_COPY_LIVE);
        Files.delete(large);
        assertEquals(Set.of(ProblemKind.PROBLEM_KIND_BAD_REQUEST), refusedCancel(), "there is nothing to cancel");
    }

    @Test
    void inTheFreeze() {
        cancelled(exists(wsa, "out/dump.log"));
    }

    @Test
    void whileThePodWakes() {
        cancelled(exists(wsb, "in/restore.log"));
    }

    @Test
    void butNotAfterTheCommit() {
        var interruption = Interruption.whenReady(pod, wsa, wsb);
        interruption.commitUnheard();
        assertEquals(Set.of(ProblemKind.PROBLEM_KIND_COMMITTED), refusedCancel());
        wsb.signalService("CONT");
        assertEquals(List.of(), interruption.move().join().getResidueList());
        pod.isAt(wsb);
        witnesses.awaitLife();
        pod.moveTo(wsa);
    }

    /** Cancels a move as soon as there is a sign. */
    private void cancelled(BooleanSupplier sign) {
        var cancel = CompletableFuture.runAsync(() -> {
            Eventually.that("the sign", LIMIT, MOMENT, sign);
            wsa.cancel(pod.id());
            assertEquals(PodState.POD_STATE_RUNNING, wsa.describe(pod.name()).getState(), "as the cancel returns");
        });
        var failure = assertThrows(RefusedException.class, () -> wsa.move(pod.name(), wsb));
        cancel.join();
        assertEquals(Set.of(ProblemKind.PROBLEM_KIND_CANCELLED), failure.kinds(), failure::getMessage);
    }

    private Set<ProblemKind> refusedCancel() {
        return assertThrows(RefusedException.class, () -> wsa.cancel(pod.id())).kinds();
    }

    private MovePhase phase() {
        return wsa.look().getMovesList().stream()
                .map(move -> move.getPhase())
                .findFirst()
                .orElse(MovePhase.MOVE_PHASE_UNSPECIFIED);
    }

    private BooleanSupplier exists(Workstation workstation, String file) {
        Path sign = workstation.root().resolve("run/deskferry/checkpoints/" + pod.id() + "-" + file);
        return () -> Files.exists(sign);
    }
}
