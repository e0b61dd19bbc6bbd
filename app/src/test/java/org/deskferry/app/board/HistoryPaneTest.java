package org.deskferry.app.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.deskferry.app.scripted.Samples;
import org.deskferry.app.scripted.ScriptedHistory;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.Test;

/** Who did what when, in the window. */
final class HistoryPaneTest extends OpenBoard {
    @Test
    void what_was_done_is_found_by_words_and_by_how_long_ago_it_is() {
        wsa.history().add(ScriptedHistory.move("olga", "anna", "wsa", "wsb", Duration.ofHours(2)));
        wsb.history()
                .add(ScriptedHistory.move(
                        "pia",
                        "ben",
                        "wsb",
                        "wsa",
                        Duration.ofHours(1),
                        Samples.problem(
                                ProblemKind.PROBLEM_KIND_DISK_FULL, "workstation wsa", "Its disk is full.", "")));
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT3);
        await(() -> text("#history-count").equals("2 entries"));
        assertEquals(List.of("pia", "olga"), column("who"));
        assertEquals(List.of("Its disk is full.", "Done"), column("outcome"));
        robot.push(KeyCode.CONTROL, KeyCode.F).write("anna olga");
        await(() -> column("pod").equals(List.of("anna")));
        assertEquals("1 of 2 entries", text("#history-count"));
        robot.type(KeyCode.ESCAPE);
        await(() -> column("pod").size() == 2);
        fill("#history-search", "nobody");
        await(() -> text("#history .empty-title").equals("No entry matches"));
        period(3);
        await(() -> wsa.history().asked().stream().anyMatch(request -> !request.hasSince()));
        assertTrue(wsa.history().asked().getFirst().hasSince());
    }

    @Test
    void an_empty_past_and_silent_workstations_are_said() {
        wsb.goAway();
        robot.clickOn("#view-history");
        await(() -> text("#history .empty-title").equals("Nothing was done in this time"));
        assertEquals("No entries · wsb does not answer", text("#history-count"));
    }

    private void period(int index) {
        robot.interact(() ->
                ((ComboBox<?>) node("#history-period")).getSelectionModel().select(index));
    }

    private List<String> column(String key) {
        return cells((TableView<?>) node("#history-lines"), "history-" + key);
    }

    private static <S> List<String> cells(TableView<S> table, String id) {
        var column = table.getColumns().stream()
                .filter(each -> id.equals(each.getId()))
                .findFirst()
                .orElseThrow();
        return table.getItems().stream()
                .map(row -> drawn(table, column.getId(), row))
                .toList();
    }

    private static <S> String drawn(TableView<S> table, String id, S row) {
        return table.lookupAll(".table-cell").stream()
                .filter(node -> node instanceof TableCell<?, ?> cell
                        && cell.isVisible()
                        && row.equals(cell.getItem())
                        && id.equals(cell.getTableColumn().getId()))
                .map(node -> ((TableCell<?, ?>) node).getText())
                .findFirst()
                .orElse("");
    }
}
