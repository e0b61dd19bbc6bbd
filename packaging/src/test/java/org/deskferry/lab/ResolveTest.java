package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.ResolveMoveRequest.Decision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where the other workstation does not come back an administrator decides; if it does come back, its copy is removed. */
@ExtendWith(LabExtension.class)
class ResolveTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Lab lab;
    private final Workstation wsa;
    private final Workstation wsb;
    private LabPod pod;

    ResolveTest(Lab lab) {
        this.lab = lab;
        this.wsa = lab.workstation("wsa");
        this.wsb = lab.workstation("wsb");
    }

    @BeforeEach
    void makePod() {
        pod = LabPod.create(lab, wsa, "frida");
    }

    @AfterEach
    void removePod() {
        Interruption.over(wsa, wsb);
        Eventually.that("the pod is nobody's any more", LIMIT, this::removes);
        assertTrue(Residue.ofPod(wsa, pod.id()).isEmpty()
                && Residue.ofPod(wsb, pod.id()).isEmpty());
    }

    private boolean removes() {
        try {
            pod.close();
            return true;
        } catch (RefusedException e) {
            if (e.kinds().contains(ProblemKind.PROBLEM_KIND_POD_BUSY)) {
                return false;
            }
            throw e;
        }
    }

    @Test
    void aSourceKeepsThePodAndTheDestinationThatHasItComesBack() {
        var interruption = Interruption.whenReady(pod, wsa, wsb);
        interruption.commitUnheard();
        awaitDoubt(wsa);
        var warning = resolve(2, "--keep");
        assertTrue(warning.output().contains("twice") && warning.output().contains("--yes"), warning::output);
        awaitDoubt(wsa);
        resolve(0, "--keep", "--yes");
        assertThrows(RuntimeException.class, () -> interruption.move().join());
        assertRunsAt(wsa);
        // It has the source's commit in its ear, and takes the pod over before anyone can tell it.
        wsb.signalService("CONT");
        Eventually.that(
                "the other copy is removed", LIMIT, () -> wsb.state(pod.id()).isEmpty());
        assertRunsAt(wsa);
    }

    @Test
    void aSourceGivesThePodUp() {
        var interruption = Interruption.whenReady(pod, wsa, wsb);
        interruption.commitUnheard();
        awaitDoubt(wsa);
        wsa.resolve(pod.id(), Decision.DECISION_GIVE_UP);
        Eventually.that(
                "nothing is left at the source",
                LIMIT,
                () -> Residue.ofPod(wsa, pod.id()).isEmpty());
        wsb.signalService("CONT");
        Eventually.that(
                "the destination has it",
                LIMIT,
                () -> wsb.state(pod.id()).equals(Optional.of(PodState.POD_STATE_RUNNING)));
        assertRunsAt(wsb);
    }

    @Test
    void aDestinationKeepsThePodAndTheSourceComesBack() {
        var interruption = Interruption.whenReady(pod, wsa, wsb);
        awaitDoubt(wsb);
        wsb.resolve(pod.id(), Decision.DECISION_KEEP);
        assertRunsAt(wsb);
        // Its engine lets its copy run as soon as the service is gone.
        lab.service(wsa, "kill");
        assertThrows(RuntimeException.class, () -> interruption.move().join());
        lab.service(wsa, "start");
        Eventually.that(
                "the source's copy is removed",
                LIMIT,
                () -> Residue.ofPod(wsa, pod.id()).isEmpty());
        assertRunsAt(wsb);
        assertEquals(0, pod.moveTo(wsa).getResidueCount());
    }

    @Test
    void aPodThatIsNotInDoubtIsNotDecidedAbout() {
        var refusal = assertThrows(RefusedException.class, () -> wsa.resolve(pod.id(), Decision.DECISION_GIVE_UP));
        assertEquals(Set.of(ProblemKind.PROBLEM_KIND_BAD_REQUEST), refusal.kinds());
        assertRunsAt(wsa);
    }

    /** By the command line, until it finds the workstation that answers: the other one stands still. */
    private Run resolve(int exitCode, String... choice) {
        var words = new ArrayList<>(List.of("move", "resolve", pod.name()));
        words.addAll(List.of(choice));
        return Eventually.value(
                "resolve ends with " + exitCode,
                LIMIT,
                () -> Optional.of(lab.deskferry(words.toArray(String[]::new)))
                        .filter(run -> run.exitCode() == exitCode));
    }

    private void awaitDoubt(Workstation workstation) {
        Eventually.that(
                workstation.name() + " is in doubt",
                LIMIT,
                () -> workstation.state(pod.id()).equals(Optional.of(PodState.POD_STATE_IN_DOUBT)));
    }

    private void assertRunsAt(Workstation workstation) {
        pod.isAt(workstation);
        assertEquals(PodState.POD_STATE_RUNNING, workstation.describe(pod.id()).getState());
        assertEquals("here\n", pod.ask("echo here"));
    }
}
