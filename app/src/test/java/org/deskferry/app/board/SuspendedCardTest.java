package org.deskferry.app.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import javafx.css.PseudoClass;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.deskferry.app.scripted.Samples;
import org.deskferry.proto.v1.Connection;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Reunion;
import org.junit.jupiter.api.Test;

/** Pods that are put to rest on the disk and woken, on their cards. */
final class SuspendedCardTest extends OpenBoard {
    private static final Problem FULL = Samples.problem(
            ProblemKind.PROBLEM_KIND_DISK_FULL,
            "workstation wsa",
            "It has 1.2 GB of disk left, anna needs 3.4 GB.",
            "Free some disk space on wsa.");

    private boolean hasChip(String words) {
        return shown("#card-anna .chip") && text("#card-anna .chip").equals(words);
    }

    private boolean isOff(String item) {
        return node(".context-menu " + item).getPseudoClassStates().contains(PseudoClass.getPseudoClass("disabled"));
    }

    private void rest() {
        wsa.put(Samples.suspended(anna));
        await(() -> hasChip("Suspended"));
    }

    @Test
    void a_key_suspends_and_resumes() {
        focus("#card-anna");
        robot.type(KeyCode.S);
        await(() -> hasChip("Suspended"));
        assertTrue(node("#card-anna").isFocused());
        robot.type(KeyCode.S);
        await(() -> !shown("#card-anna .chip"));
        assertEquals(List.of("suspend anna", "resume anna"), wsa.rest().asked());
    }

    @Test
    void the_menu_suspends_and_resumes() {
        robot.clickOn("#menu-anna");
        await(() -> shown("#menu-suspend"));
        robot.clickOn("#menu-suspend");
        await(() -> hasChip("Suspended"));
        robot.clickOn("#menu-anna");
        await(() -> shown("#menu-resume"));
        robot.clickOn("#menu-resume");
        await(() -> !shown("#card-anna .chip"));
    }

    @Test
    void a_key_pressed_twice_is_one_wish() {
        var gate = new CountDownLatch(1);
        wsa.rest().waitFor(gate);
        focus("#card-anna");
        robot.type(KeyCode.S).type(KeyCode.S).type(KeyCode.S);
        await(() -> wsa.rest().asked().contains("suspend anna"));
        gate.countDown();
        await(() -> hasChip("Suspended"));
        assertEquals(List.of("suspend anna"), wsa.rest().asked());
    }

    @Test
    void a_card_at_rest_shows_what_will_go_on() {
        rest();
        var words = robot.lookup("#card-anna .program-title").<Labeled>queryAll().stream()
                .map(Labeled::getText)
                .toList();
        assertEquals(List.of("counter.sh", "notes.txt *"), words);
        var facts = robot.lookup("#card-anna .fact").<Labeled>queryAll().stream()
                .filter(Labeled::isVisible)
                .map(Labeled::getText)
                .toList();
        assertEquals(List.of("2 h 1 min", "10.77.0.101"), facts);
        assertTrue(node("#card-anna").getAccessibleText().contains("Suspended, 2 programs, 4 connections"));
    }

    @Test
    void a_card_at_rest_does_not_move_and_has_no_screen() {
        rest();
        robot.drag("#card-anna", MouseButton.PRIMARY).dropTo("#column-wsb");
        await(() -> text(".notification-bar .label")
                .equals("anna cannot be moved now. anna is suspended. Resume it, then move it."));
        robot.clickOn("#menu-anna");
        await(() -> shown("#menu-screen"));
        assertTrue(isOff("#menu-screen"));
        assertTrue(isOff("#menu-keep"));
        robot.type(KeyCode.ESCAPE);
        focus("#card-anna");
        robot.type(KeyCode.O);
        await(() ->
                shown(".notification-bar") && text(".notification-bar .label").contains("Resume it, then open it."));
        assertFalse(shown("#screen-anna"));
    }

    @Test
    void a_refused_suspension_is_explained_on_the_card_until_it_is_read() {
        wsa.rest().refuse(FULL);
        focus("#card-anna");
        robot.type(KeyCode.S);
        await(() -> shown("#card-anna .trouble"));
        assertTrouble("Not suspended");
        robot.type(KeyCode.ESCAPE);
        await(() -> !shown("#card-anna .trouble"));
        assertFalse(shown("#card-anna .chip"));
    }

    @Test
    void a_refused_resumption_is_explained_and_can_be_tried_again() {
        rest();
        wsa.rest().refuse(FULL);
        focus("#card-anna");
        robot.type(KeyCode.S);
        await(() -> shown("#card-anna .trouble"));
        assertTrouble("Not resumed");
        wsa.rest().refuse();
        robot.type(KeyCode.S);
        await(() -> !shown("#card-anna .chip"));
        assertFalse(shown("#card-anna .trouble"), "what was in the way is no more");
    }

    @Test
    void a_refused_snapshot_is_explained_on_the_card() {
        wsa.rest().refuse(FULL);
        robot.clickOn("#menu-anna");
        await(() -> shown("#menu-keep"));
        robot.clickOn("#menu-keep");
        await(() -> shown("#card-anna .trouble"));
        assertTrouble("No snapshot taken");
        robot.clickOn("#card-anna .dismiss");
        await(() -> !shown("#card-anna .trouble"));
    }

    private void assertTrouble(String heading) {
        assertEquals(heading, text("#card-anna .trouble .panel-title"));
        assertEquals("Workstation wsa", text("#card-anna .help-thing"));
        assertEquals(FULL.getReason(), text("#card-anna .help-reason"));
        assertEquals(FULL.getRemedy(), text("#card-anna .help-words"));
    }

    @Test
    void connections_that_did_not_outlast_it_are_told() {
        rest();
        wsa.rest()
                .setReunion(Reunion.newBuilder()
                        .addKept(Connection.getDefaultInstance())
                        .addLost(Connection.getDefaultInstance())
                        .addSilent(Connection.getDefaultInstance())
                        .build());
        focus("#card-anna");
        robot.type(KeyCode.S);
        await(() -> text(".notification-bar .label")
                .equals("Pod anna is resumed. 2 of 3 connections did not outlast it: the other end is gone or does"
                        + " not answer."));
    }

    @Test
    void a_board_that_is_opened_later_shows_the_same() throws TimeoutException {
        rest();
        reopen();
        await(() -> hasChip("Suspended"));
        assertEquals("counter.sh", text("#card-anna .program-title"));
        focus("#card-anna");
        robot.type(KeyCode.S);
        await(() -> !shown("#card-anna .chip"));
    }

    @Test
    void destroying_it_names_what_was_open() {
        rest();
        focus("#card-anna");
        robot.type(KeyCode.DELETE);
        await(() -> shown("#destroy-dialog"));
        assertTrue(shown("#destroy-dialog .losses"));
        assertTrue(robot.lookup("#destroy-dialog .label").<Labeled>queryAll().stream()
                .anyMatch(label -> label.getText().contains("suspended session of anna on wsa")
                        && label.getText().contains("2 programs were open")));
        robot.type(KeyCode.ESCAPE);
    }
}
