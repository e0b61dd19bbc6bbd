package org.deskferry.app.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.deskferry.app.scripted.Samples;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.Test;

/** The pane beside the board: what it tells of a pod at rest, and its open ports. */
final class DetailsTest extends OpenBoard {
    private void openDetails() {
        focus("#card-anna");
        robot.type(KeyCode.I);
        await(() -> shown("#details"));
    }

    private List<String> values() {
        return robot.lookup("#details .value").<TextInputControl>queryAll().stream()
                .map(TextInputControl::getText)
                .toList();
    }

    private String ports() {
        return node("#ports-text") instanceof TextInputControl input ? input.getText() : "";
    }

    @Test
    void a_suspension_is_told_as_soon_as_it_begins_and_until_it_ends() {
        openDetails();
        assertTrue(values().contains("22"), "processes of a running pod");
        wsa.put(Samples.suspended(anna));
        await(() -> values().contains("164 MB beside its files"));
        assertEquals(2, values().stream().filter("wsa"::equals).count(), "where it is, and where it rests");
        wsa.put(anna);
        await(() -> values().contains("22") && !values().contains("164 MB beside its files"));
    }

    @Test
    void open_ports_are_shown_and_changed() {
        openDetails();
        assertEquals("", ports());
        assertTrue(node("#ports-change").isDisabled());
        fill("#ports-text", "22 5000-5010/udp");
        await(() -> !node("#ports-change").isDisabled());
        robot.clickOn("#ports-change");
        await(() -> wsa.rest().asked().contains("ports anna"));
        await(() ->
                ports().equals("22/tcp, 5000-5010/udp") && node("#ports-change").isDisabled());
    }

    @Test
    void what_is_no_port_is_said_before_it_is_sent() {
        openDetails();
        fill("#ports-text", "22/icmp");
        await(() -> text("#details .field-problem").startsWith("\"22/icmp\" does not name ports"));
        assertTrue(node("#ports-change").isDisabled());
    }

    @Test
    void a_refused_change_is_explained() {
        wsa.rest()
                .refuse(Samples.problem(
                        ProblemKind.PROBLEM_KIND_POD_BUSY, "pod anna", "It is being moved.", "Wait for its end."));
        openDetails();
        fill("#ports-text", "443");
        await(() -> !node("#ports-change").isDisabled());
        robot.clickOn("#ports-change");
        await(() -> text("#details .trouble .help-reason").equals("It is being moved."));
        assertEquals("443/tcp", ports(), "what was written is still there");
    }
}
