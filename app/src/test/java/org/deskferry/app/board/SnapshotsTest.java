package org.deskferry.app.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.deskferry.app.scripted.Samples;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.Test;

/** Snapshots: taken, listed, restored, removed. */
final class SnapshotsTest extends OpenBoard {
    private static final Problem FULL = Samples.problem(
            ProblemKind.PROBLEM_KIND_DISK_FULL, "workstation wsa", "Its disk is full.", "Free some disk space on it.");

    private void openDialog() {
        robot.clickOn("#column-menu-wsa");
        await(() -> shown("#menu-snapshots"));
        robot.clickOn("#menu-snapshots");
        await(() -> shown("#snapshots-dialog"));
    }

    private void openDialogWithTwo() {
        wsa.rest().add(Samples.snapshot(anna, "before-lunch"));
        wsa.rest().add(Samples.snapshot(anna, "evening"));
        openDialog();
        await(() -> shown("#snapshot-evening"));
    }

    private String notice() {
        return shown(".notification-bar") ? text(".notification-bar .label") : "";
    }

    @Test
    void one_is_taken_and_its_cost_told() {
        robot.clickOn("#menu-anna");
        await(() -> shown("#menu-keep"));
        robot.clickOn("#menu-keep");
        await(() -> notice().startsWith("Took snapshot anna-now of pod anna. It stood still for 0.31 s."));
        assertTrue(shown(".notification-bar .notice-done"), "good news does not look like bad");
        openDialog();
        await(() -> shown("#snapshot-anna-now"));
    }

    @Test
    void there_may_be_none() {
        openDialog();
        await(() -> robot.lookup("#snapshots-dialog .label").<Labeled>queryAll().stream()
                .anyMatch(label -> label.getText().startsWith("There is none.")));
        robot.type(KeyCode.ESCAPE);
        await(() -> !shown("#snapshots-dialog"));
    }

    @Test
    void they_are_listed_newest_first() {
        openDialogWithTwo();
        var names = robot.lookup("#snapshots-dialog .departure").<Labeled>queryAll().stream()
                .map(Labeled::getText)
                .toList();
        assertEquals(java.util.List.of("evening", "before-lunch"), names);
        assertTrue(text("#snapshot-evening .field-hint").startsWith("Of anna, "));
        assertTrue(text("#snapshot-evening .field-hint").endsWith("314 MB"));
    }

    @Test
    void one_is_restored_as_a_new_pod() {
        openDialogWithTwo();
        robot.clickOn("#snapshot-evening .restore");
        await(() -> shown("#column-wsa #card-restored") && !shown("#snapshots-dialog"));
        await(() -> notice().startsWith("Restored snapshot evening."));
        assertTrue(notice().contains("restored"), notice());
    }

    @Test
    void removing_takes_a_second_press() {
        openDialogWithTwo();
        robot.clickOn("#snapshot-evening .danger");
        await(() -> text("#snapshot-evening .danger").equals("Really remove"));
        assertFalse(wsa.rest().asked().contains("remove id-evening"));
        robot.clickOn("#snapshot-evening .danger");
        await(() -> !shown("#snapshot-evening"));
        assertTrue(shown("#snapshot-before-lunch"));
    }

    @Test
    void a_refusal_is_explained_and_goes_with_the_next_try() {
        openDialogWithTwo();
        wsa.rest().refuse(FULL);
        robot.clickOn("#snapshot-evening .restore");
        await(() -> shown("#snapshots-dialog .trouble"));
        assertEquals("Workstation wsa", text("#snapshots-dialog .help-thing"));
        assertEquals(FULL.getReason(), text("#snapshots-dialog .help-reason"));
        assertEquals(FULL.getRemedy(), text("#snapshots-dialog .help-words"));
        await(() -> shown("#snapshot-evening") && !node("#snapshot-evening").isDisabled());
        wsa.rest().refuse();
        robot.clickOn("#snapshot-evening .danger");
        await(() -> text("#snapshot-evening .danger").equals("Really remove"));
        robot.clickOn("#snapshot-evening .danger");
        await(() -> !shown("#snapshot-evening"));
        assertFalse(shown("#snapshots-dialog .trouble"));
    }

    @Test
    void a_refusal_is_told_where_the_dialog_is_closed_already() {
        var gate = new CountDownLatch(1);
        openDialogWithTwo();
        wsa.rest().waitFor(gate);
        wsa.rest().refuse(FULL);
        robot.clickOn("#snapshot-evening .restore");
        await(() -> text("#snapshot-evening .restore").equals("Restoring…"));
        robot.type(KeyCode.ESCAPE);
        await(() -> !shown("#snapshots-dialog"));
        gate.countDown();
        await(() -> notice().startsWith("Snapshot evening was not restored. Its disk is full."));
    }
}
