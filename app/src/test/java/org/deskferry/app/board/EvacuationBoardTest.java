package org.deskferry.app.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import javafx.scene.input.KeyCode;
import org.deskferry.app.scripted.Samples;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.Test;

/** Evacuations in the window. */
final class EvacuationBoardTest extends OpenBoard {
    @Test
    void a_workstation_is_evacuated_by_its_menu() {
        var gate = new CountDownLatch(1);
        wsa.onMove((pod, run) -> {
            gate.await();
            fleet.working(20).move(pod, run);
        });
        robot.clickOn("#column-menu-wsa");
        await(() -> shown("#menu-evacuate"));
        robot.clickOn("#menu-evacuate");
        await(() -> shown("#evacuate-dialog"));
        assertTrue(wsa.holds(anna.getManifest().getId()), "nothing moves before the answer");
        robot.clickOn("#evacuate-ok");
        await(() -> text(".evacuation-state").equals("Evacuating: 0 away, 2 on the way, 2 here"));
        gate.countDown();
        await(() -> shown("#column-wsb #card-anna") && shown("#column-wsb #card-ben"));
        await(() -> text("#column-wsa .evacuation-done").equals("2 pods moved away"));
        robot.clickOn("#column-wsa .evacuation .dismiss");
        await(() -> !shown("#column-wsa .evacuation"));
    }

    @Test
    void an_evacuation_by_keyboard_goes_round_refusals_and_lists_what_stays() {
        var _ = fleet.add("wsc");
        await(() -> shown("#column-wsc") && isOnline("wsc"));
        var working = fleet.working(20);
        wsa.onMove((pod, run) -> {
            if (pod.getManifest().getName().equals("ben")) {
                throw Samples.refusal(Samples.problem(
                        ProblemKind.PROBLEM_KIND_NOT_DUMPABLE, "program qemu (pid 7)", "It uses a device.", "End it."));
            } else if (run.request().getDestination().equals("wsb")) {
                throw Samples.refusal(Samples.problem(
                        ProblemKind.PROBLEM_KIND_CPU_DIFFERS,
                        "workstation wsb",
                        "Its processor is old.",
                        "Try another."));
            }
            working.move(pod, run);
        });
        focus("#card-anna");
        robot.type(KeyCode.E);
        await(() -> shown("#evacuate-ok"));
        robot.type(KeyCode.ENTER);
        await(() -> shown("#column-wsc #card-anna"));
        await(() -> text("#column-wsa .evacuation .panel-title").equals("1 pod moved away, 1 stays"));
        assertEquals("It uses a device.", text("#column-wsa .evacuation .help-reason"));
        assertTrue(shown("#column-wsa #card-ben"));
    }
}
