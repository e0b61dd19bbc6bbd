package org.deskferry.app.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import javafx.css.PseudoClass;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.deskferry.app.scripted.Samples;
import org.deskferry.app.scripted.ScriptedFleet;
import org.deskferry.proto.v1.MovePhase;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.Test;

/** Moves on their cards: under way, done, refused, cancelled, lost sight of. */
final class CardMoveTest extends OpenBoard {
    @Test
    void a_dropped_card_moves_and_carries_its_result() {
        wsa.onMove(fleet.working(300));
        robot.drag("#card-anna", MouseButton.PRIMARY).moveTo("#column-wsb").moveBy(5, 5);
        await(() -> shown("#column-wsb .verdict-note"));
        assertEquals("Drop anna here to move it", text("#column-wsb .verdict-title"));
        assertFalse(shown("#column-wsa .verdict"));
        robot.drop();
        await(() -> shown("#column-wsa #card-anna .move-panel"));
        await(() -> text("#card-anna .move-phase").equals("Copying while it runs"));
        assertTrue(text("#card-anna .move-amount").contains("of 412 MB · 61 MB/s"));
        await(() -> shown("#column-wsb #arriving-anna"));
        await(() -> shown("#column-wsb #card-anna .move-result"));
        assertEquals("Frozen 0.91 s, 4 connections kept", text("#card-anna .move-result"));
        assertFalse(shown("#column-wsa #card-anna"));
        assertFalse(shown("#arriving-anna"));
        robot.clickOn("#card-anna .dismiss");
        await(() -> !shown("#card-anna .move-result"));
    }

    @Test
    void a_move_is_undone_on_its_card_or_by_its_key() {
        wsa.onMove(fleet.working(1));
        wsb.onMove(fleet.working(1));
        for (var undo : List.<Runnable>of(() -> robot.clickOn("#card-anna .move-back"), () -> robot.type(KeyCode.Z))) {
            robot.drag("#card-anna", MouseButton.PRIMARY).dropTo("#column-wsb");
            await(() -> shown("#column-wsb #card-anna .move-back"));
            assertEquals("Move back to wsa", text("#card-anna .move-back"));
            focus("#card-anna");
            undo.run();
            await(() -> shown("#column-wsa #card-anna .move-result"));
            assertEquals("Move back to wsb", text("#card-anna .move-back"));
            robot.clickOn("#card-anna .dismiss");
            await(() -> !shown("#card-anna .move-result"));
        }
    }

    @Test
    void a_refused_move_is_explained_on_the_card() {
        wsa.onMove((_, _) -> {
            throw Samples.refusal(Samples.problem(
                    ProblemKind.PROBLEM_KIND_DISK_FULL,
                    "workstation wsb",
                    "It has 1.2 GB of disk left, anna needs 3.4 GB.",
                    "Free some disk space on wsb."));
        });
        robot.drag("#card-anna", MouseButton.PRIMARY).dropTo("#column-wsb");
        await(() -> shown("#column-wsa #card-anna .trouble"));
        assertEquals("Not moved to wsb", text("#card-anna .panel-title"));
        assertEquals("Workstation wsb", text("#card-anna .help-thing"));
        assertEquals("It has 1.2 GB of disk left, anna needs 3.4 GB.", text("#card-anna .help-reason"));
        assertEquals("Free some disk space on wsb.", text("#card-anna .help-words"));
        robot.clickOn("#card-anna .dismiss");
        await(() -> !shown("#card-anna .trouble"));
    }

    @Test
    void a_move_is_cancelled_on_its_card_or_by_its_key() {
        for (var cancel :
                List.<Runnable>of(() -> robot.clickOn("#card-anna .move-cancel"), () -> robot.type(KeyCode.C))) {
            var cancelled = new CountDownLatch(1);
            wsa.onCancel(_ -> cancelled.countDown());
            wsa.onMove((pod, run) -> {
                run.say(Samples.progress(pod, "wsa", "wsb", MovePhase.MOVE_PHASE_FREEZE, 390, 412));
                cancelled.await();
                throw Samples.refusal(Samples.problem(
                        ProblemKind.PROBLEM_KIND_CANCELLED, "pod anna", "Its move was cancelled.", "Move it again."));
            });
            robot.drag("#card-anna", MouseButton.PRIMARY).dropTo("#column-wsb");
            await(() -> text("#card-anna .move-phase").equals("Frozen, sending the rest"));
            focus("#card-anna");
            cancel.run();
            await(() -> shown("#column-wsa #card-anna .trouble"));
            assertEquals("Move to wsb cancelled", text("#card-anna .panel-title"));
            robot.clickOn("#card-anna .dismiss");
            await(() -> !shown("#card-anna .trouble"));
        }
    }

    @Test
    void a_move_that_is_committed_cannot_be_cancelled() {
        var committed = new CountDownLatch(1);
        wsa.onCancel(_ -> {
            throw Samples.refusal(Samples.problem(
                    ProblemKind.PROBLEM_KIND_COMMITTED, "pod anna", "It belongs to the destination.", "Wait."));
        });
        wsa.onMove((pod, run) -> {
            run.say(Samples.progress(pod, "wsa", "wsb", MovePhase.MOVE_PHASE_COMMIT, 412, 412));
            committed.await();
        });
        robot.drag("#card-anna", MouseButton.PRIMARY).dropTo("#column-wsb");
        await(() -> text("#card-anna .move-phase").equals("Handing over to wsb"));
        assertTrue(node("#card-anna .move-cancel").isDisabled());
        focus("#card-anna");
        robot.type(KeyCode.C);
        await(() ->
                shown(".notification-bar") && text(".notification-bar .label").contains("It belongs to"));
        committed.countDown();
    }

    @Test
    void a_pod_in_doubt_says_whom_it_waits_for() {
        wsa.put(anna.toBuilder()
                .setState(PodState.POD_STATE_IN_DOUBT)
                .addProblems(Samples.problem(
                        ProblemKind.PROBLEM_KIND_IN_DOUBT, "pod anna", "It waits for wsb.", "Bring wsb back."))
                .build());
        await(() -> shown("#card-anna .trouble"));
        assertEquals("It waits for wsb.", text("#card-anna .help-reason"));
        assertEquals("In doubt", text("#card-anna .chip"));
        wsa.put(anna);
        await(() -> !shown("#card-anna .trouble"));
    }

    @Test
    void a_move_that_somebody_else_asked_for_is_shown() {
        wsa.put(anna.toBuilder().setState(PodState.POD_STATE_LEAVING).build());
        wsa.setMove(Samples.progress(anna, "wsa", "wsb", MovePhase.MOVE_PHASE_COPY_LIVE, 100, 400));
        await(() -> shown("#card-anna .move-panel") && shown("#arriving-anna"));
        wsa.endMove(anna.getManifest().getId(), true);
        wsb.put(ScriptedFleet.moved(anna));
        await(() -> shown("#column-wsb #card-anna .move-result"));
        assertEquals("Moved here from wsa", text("#card-anna .move-result"));
        wsa.setMove(Samples.progress(anna, "wsa", "wsb", MovePhase.MOVE_PHASE_DONE, 400, 400).toBuilder()
                .setResult(Samples.result(4))
                .build());
        await(() -> text("#card-anna .move-result").equals("Frozen 0.91 s, 4 connections kept"));
        robot.clickOn("#card-anna .dismiss");
        await(() -> !shown("#card-anna .move-result"));
        wsa.addProblem(Samples.problem(ProblemKind.PROBLEM_KIND_ENGINE_MISSING, "engine", "It is missing.", ""));
        await(() -> shown("#problems-wsa"));
        assertFalse(shown("#card-anna .move-result"), "what has been read is not shown again");
    }

    @Test
    void a_move_whose_source_is_lost_is_not_called_failed() {
        wsa.onMove((pod, run) -> {
            run.say(Samples.progress(pod, "wsa", "wsb", MovePhase.MOVE_PHASE_FREEZE, 400, 412));
            Thread.sleep(60_000);
        });
        robot.drag("#card-anna", MouseButton.PRIMARY).dropTo("#column-wsb");
        await(() -> text("#card-anna .move-phase").equals("Frozen, sending the rest"));
        wsa.goAway();
        await(() -> text("#card-anna .panel-title").equals("Lost sight of the move to wsb"));
        wsb.put(ScriptedFleet.moved(anna));
        await(() -> shown("#column-wsb #card-anna .move-result"));
        assertEquals("Moved here from wsa", text("#card-anna .move-result"));
    }

    @Test
    void the_keyboard_moves_a_card() {
        wsa.onMove(fleet.working(20));
        focus("#card-anna");
        robot.type(KeyCode.DOWN);
        robot.type(KeyCode.UP);
        await(() -> node("#card-anna").isFocused());
        robot.type(KeyCode.M);
        await(() -> shown(".context-menu #move-to-wsb"));
        assertTrue(node(".context-menu #move-to-wsa")
                .getPseudoClassStates()
                .contains(PseudoClass.getPseudoClass("disabled")));
        robot.clickOn(".context-menu #move-to-wsb");
        await(() -> shown("#column-wsb #card-anna .move-result"));
        await(() -> node("#card-anna").isFocused());
    }

    @Test
    void arrows_go_between_columns() {
        wsb.put(Samples.pod("carl", 3, 1));
        await(() -> shown("#column-wsb #card-carl"));
        focus("#card-carl");
        robot.type(KeyCode.LEFT);
        await(() -> node("#card-anna").isFocused() || node("#card-ben").isFocused());
        robot.type(KeyCode.RIGHT);
        robot.type(KeyCode.RIGHT);
        await(() -> node("#card-carl").isFocused());
    }
}
