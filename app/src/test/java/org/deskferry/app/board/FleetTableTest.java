package org.deskferry.app.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableRow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.app.identity.Member;
import org.deskferry.app.scripted.Samples;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** The table of all pods: found, sorted, moved together. */
final class FleetTableTest extends OpenBoard {
    @Test
    void the_table_is_chosen_and_remembered() throws TimeoutException {
        openTable();
        assertEquals(List.of("anna", "ben"), column("name"));
        reopen();
        await(() -> shown("#pods") && column("name").equals(List.of("anna", "ben")));
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT1);
        await(() -> shown("#column-wsa #card-anna") && !shown("#pods"));
    }

    @Test
    void pods_are_found_by_words_and_by_what_they_are() {
        wsb.put(Samples.suspended(Samples.pod("cleo", 3, 0)));
        openTable();
        await(() -> text("#pod-count").equals("3 pods"));
        robot.push(KeyCode.CONTROL, KeyCode.F).write("counter wsa");
        await(() -> column("name").equals(List.of("anna")));
        assertEquals("1 of 3 pods", text("#pod-count"));
        robot.type(KeyCode.ESCAPE);
        await(() -> column("name").size() == 3);
        choose("#filter-state", "Suspended");
        await(() -> column("name").equals(List.of("cleo")));
        fill("#search", "nobody");
        await(() -> text(".empty-title").equals("No pod matches"));
        robot.clickOn("#filter-clear");
        await(() -> column("name").size() == 3);
        robot.clickOn("#column-name");
        robot.clickOn("#column-name");
        await(() -> column("name").equals(List.of("cleo", "ben", "anna")));
    }

    @Test
    void several_pods_are_moved_with_the_keyboard_after_a_look_at_what_they_would_meet() {
        wsb.put(Samples.suspended(Samples.pod("cleo", 3, 0)));
        wsa.onMove(fleet.working(20));
        openTable();
        await(() -> column("name").size() == 3);
        select("anna");
        robot.push(KeyCode.CONTROL, KeyCode.A);
        await(() -> text("#pod-count").equals("3 pods · 3 selected"));
        robot.type(KeyCode.M);
        await(() -> shown("#move-dialog"));
        assertTrue(node("#move-ok").isDisabled(), "nobody has said where to");
        destination("wsb");
        await(() -> text("#move-ok").equals("Move 2 pods"));
        await(() -> texts(".forecast-pod").stream().allMatch(line -> line.contains("frozen for about")));
        robot.clickOn("#move-ok");
        await(() -> column("workstation").equals(List.of("wsb", "wsb", "wsb")));
        assertTrue(wsb.holds(anna.getManifest().getId())
                && wsb.holds(ben.getManifest().getId()));
    }

    @Test
    void many_pods_leave_a_few_at_a_time_and_the_others_can_stay() {
        for (var name : List.of("cleo", "dora")) {
            wsa.put(Samples.pod(name, 3, 0));
        }
        var gate = new CountDownLatch(1);
        var working = fleet.working(10);
        wsa.onMove((pod, run) -> {
            gate.await();
            working.move(pod, run);
        });
        openTable();
        await(() -> column("name").size() == 4);
        select("anna");
        robot.push(KeyCode.CONTROL, KeyCode.A).clickOn("#move-selected");
        await(() -> shown("#move-dialog"));
        destination("wsb");
        await(() -> text("#move-ok").equals("Move 4 pods"));
        robot.clickOn("#move-ok");
        await(() -> column("state")
                .equals(List.of("Moving to wsb", "Moving to wsb", "Waits to move to wsb", "Waits to move to wsb")));
        select("dora");
        robot.type(KeyCode.C);
        await(() -> column("state").getLast().equals("Running"));
        gate.countDown();
        await(() -> column("workstation").equals(List.of("wsb", "wsb", "wsb", "wsa")));
    }

    @Test
    void a_refusal_shows_in_the_row_and_in_the_details() {
        Problem refusal = Samples.problem(
                ProblemKind.PROBLEM_KIND_DISK_FULL, "workstation wsb", "Its disk is full.", "Free some.");
        wsa.onMove((_, _) -> {
            throw Samples.refusal(refusal);
        });
        openTable();
        select("ben");
        robot.type(KeyCode.M);
        await(() -> shown("#move-dialog"));
        destination("wsb");
        robot.clickOn("#move-ok");
        await(() -> column("state").equals(List.of("Running", "Not moved to wsb")));
        select("ben");
        robot.type(KeyCode.I);
        await(() -> text("#details .help-reason").equals("Its disk is full."));
    }

    @Test
    void the_workstations_of_the_selected_pods_are_evacuated_but_not_to_each_other() {
        var cleo = Samples.pod("cleo", 3, 0);
        wsb.put(cleo);
        var wsc = fleet.add("wsc");
        wsa.onMove(fleet.working(10));
        wsb.onMove(fleet.working(10));
        openTable();
        await(() -> column("name").size() == 3 && text("#summary").startsWith("3 workstations"));
        select("anna");
        robot.press(KeyCode.CONTROL).clickOn("cleo").release(KeyCode.CONTROL);
        await(() -> text("#pod-count").endsWith("2 selected"));
        robot.type(KeyCode.E);
        await(() -> text("#evacuate-dialog .dialog-heading").equals("Move all pods away from wsa, wsb?"));
        assertEquals(
                List.of("anna → wsc", "ben → wsc", "cleo → wsc"),
                texts("#evacuate-dialog .departure").stream().sorted().toList());
        robot.clickOn("#evacuate-ok");
        await(() -> column("workstation").equals(List.of("wsc", "wsc", "wsc")));
        await(() -> shown(".notification-bar"));
        assertTrue(wsc.holds(cleo.getManifest().getId()));
    }

    @Test
    void members_with_a_site_are_found_by_it() {
        fleet.add(new Member("far", "127.0.0.1", wsb.member().port(), "Potsdam"));
        wsb.put(Samples.pod("cleo", 3, 0));
        openTable();
        await(() -> column("site").contains("Potsdam"));
        choose("#filter-site", "Potsdam");
        await(() -> column("site").equals(List.of("Potsdam")));
    }

    private void openTable() {
        robot.clickOn("#view-table");
        await(() -> shown("#pods") && column("name").containsAll(List.of("anna", "ben")));
    }

    /** What the rows that are there say in a column, from top to bottom. */
    private List<String> column(String key) {
        return robot.lookup("#pods .table-row-cell").<TableRow<?>>queryAll().stream()
                .filter(row -> row.isVisible() && !row.isEmpty())
                .sorted(Comparator.comparingInt(TableRow::getIndex))
                .map(row -> cell(row, "column-" + key))
                .toList();
    }

    private static String cell(TableRow<?> row, String column) {
        return row.getChildrenUnmodifiable().stream()
                .filter(node -> node instanceof TableCell<?, ?> cell
                        && column.equals(cell.getTableColumn().getId()))
                .map(cell -> String.valueOf(((TableCell<?, ?>) cell).getText()))
                .findFirst()
                .orElse("");
    }

    private List<String> texts(String query) {
        return robot.lookup(query).<Label>queryAll().stream()
                .map(Label::getText)
                .toList();
    }

    private void select(String pod) {
        robot.clickOn(pod, MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
    }

    @SuppressWarnings("unchecked")
    private void choose(String choice, String value) {
        robot.interact(() -> ((ComboBox<String>) node(choice)).setValue(value));
    }

    @SuppressWarnings("unchecked")
    private void destination(String name) {
        await(() -> shown("#move-destination"));
        robot.interact(() -> {
            var combo = (ComboBox<WorkstationModel>) node("#move-destination");
            combo.getItems().stream()
                    .filter(workstation -> workstation.name().equals(name))
                    .forEach(combo::setValue);
        });
    }
}
