package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.deskferry.proto.v1.PodState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever dies around the commit of a move: the pod exists once, and nothing that it held is broken. */
class CommitTest extends WitnessedPod {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    CommitTest() {
        super("erna");
    }

    @AfterEach
    void thePodIsWholeAndOnce() {
        Interruption.over(wsa, wsb);
        var home = Eventually.value("the pod runs somewhere", LIMIT, this::home);
        var other = home == wsa ? wsb : wsa;
        pod.isAt(home);
        witnesses.awaitLife();
        assertEquals(List.of(), witnesses.faults());
        Eventually.that(
                "nothing is left at " + other.name() + ": " + Residue.ofPod(other, pod.id()),
                LIMIT,
                () -> Residue.ofPod(other, pod.id()).isEmpty());
        assertEquals(List.of(), Residue.ofMoves(home, pod.id()));
        if (home == wsb) {
            assertEquals(List.of(), pod.moveTo(wsa).getResidueList());
            witnesses.awaitLife();
        }
    }

    private Optional<Workstation> home() {
        return List.of(wsa, wsb).stream()
                .filter(workstation -> workstation.state(pod.id()).equals(Optional.of(PodState.POD_STATE_RUNNING)))
                .findFirst();
    }

    @Test
    void aSourceThatDiesAfterItsCommitLeavesACopyThatStandsStill() {
        var interruption = Interruption.whenReady(pod, wsa, wsb);
        interruption.commitUnheard();
        lab.service(wsa, "kill");
        var count = witnesses.counter().count();
        Eventually.that(
                "its engine is gone, as nobody answers its hooks",
                LIMIT,
                () -> wsa.processes().values().stream().noneMatch(command -> command.contains("criu")));
        assertTrue(wsa.isStill(pod.id()), "its copy runs");
        assertEquals(count, witnesses.counter().count());
        wsb.signalService("CONT");
        lab.service(wsa, "start");
        assertThrows(CompletionException.class, () -> interruption.move().join());
        Eventually.that("it runs at the destination", LIMIT, () -> home().equals(Optional.of(wsb)));
    }

    @Test
    void aDestinationThatDiesBeforeItHearsTheCommitHasNotTakenIt() {
        var interruption = Interruption.whenReady(pod, wsa, wsb);
        interruption.commitUnheard();
        lab.service(wsb, "kill");
        Eventually.that(
                "the source is in doubt",
                LIMIT,
                () -> wsa.state(pod.id()).equals(Optional.of(PodState.POD_STATE_IN_DOUBT)));
        assertTrue(wsa.isStill(pod.id()), "it runs although it is in doubt");
        var problems = wsa.describe(pod.id()).getProblemsList();
        assertTrue(problems.getFirst().getRemedy().contains("deskferry move resolve"), problems::toString);
        lab.service(wsb, "start");
        assertThrows(CompletionException.class, () -> interruption.move().join());
        Eventually.that("it goes on at the source", LIMIT, () -> home().equals(Optional.of(wsa)));
    }

    @Test
    void aSourceThatDiesBeforeItsCommitGoesOnAndTellsTheDestination() {
        var interruption = Interruption.whenReady(pod, wsa, wsb);
        lab.service(wsa, "kill");
        Eventually.that(
                "the destination waits for a word",
                LIMIT,
                () -> wsb.state(pod.id()).equals(Optional.of(PodState.POD_STATE_IN_DOUBT)));
        var count = witnesses.counter().count();
        Eventually.that(
                "it goes on without its service",
                LIMIT,
                () -> witnesses.counter().count() > count + 10);
        lab.service(wsa, "start");
        assertThrows(CompletionException.class, () -> interruption.move().join());
    }

    @Test
    void aDestinationWithoutThePodsMemoryDoesNotTakeIt() {
        var interruption = Interruption.whenReady(pod, wsa, wsb);
        wsb.killAll("/pager");
        wsa.signalService("CONT");
        assertThrows(CompletionException.class, () -> interruption.move().join());
        Eventually.that("it goes on at the source", LIMIT, () -> home().equals(Optional.of(wsa)));
    }

    @Test
    void aSourceThatStandsStillForTooLongHasThePodBack() {
        try (var _ = lab.reconfigure(wsa, "move.downtime=10s", "move.freeze.timeout=5s")) {
            var interruption = Interruption.whenReady(pod, wsa, wsb);
            Eventually.pause(Duration.ofSeconds(16));
            wsa.signalService("CONT");
            assertThrows(CompletionException.class, () -> interruption.move().join());
        }
    }
}
