package org.deskferry.app.history;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import org.deskferry.app.words.Dates;
import org.deskferry.proto.v1.HistoryEntry;
import org.jspecify.annotations.Nullable;

/** The lines that are shown. */
final class LineTable extends TableView<Line> {
    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");

    LineTable() {
        setId("history-lines");
        setAccessibleText(Say.of("accessible"));
        getColumns()
                .setAll(List.of(
                        column("time", 220, line -> Dates.medium(line.time()), Comparator.comparing(Line::time)),
                        text("who", 110, HistoryEntry::getWho),
                        column("deed", 120, Line::deed, Comparator.comparing(Line::deed)),
                        text("pod", 130, HistoryEntry::getPodName),
                        text("from", 110, HistoryEntry::getWorkstation),
                        text("to", 110, HistoryEntry::getDestination),
                        column("outcome", 265, Line::outcome, Comparator.comparing(Line::outcome)),
                        amount("frozen", 115, Line::frozen, HistoryEntry::getFrozen),
                        amount("total", 90, Line::total, HistoryEntry::getTotal)));
    }

    private static TableColumn<Line, Line> text(String key, double width, Function<HistoryEntry, String> fact) {
        return column(
                key, width, line -> fact.apply(line.entry()), Comparator.comparing(line -> fact.apply(line.entry())));
    }

    private static TableColumn<Line, Line> amount(
            String key, double width, Function<Line, String> words, Function<HistoryEntry, Duration> length) {
        var column = column(
                key, width, words, Comparator.comparing(line -> length.apply(line.entry()), Durations.comparator()));
        column.getStyleClass().add("amount");
        return column;
    }

    private static TableColumn<Line, Line> column(
            String key, double width, Function<Line, String> words, Comparator<Line> order) {
        var column = new TableColumn<Line, Line>(Say.of("column." + key));
        column.setId("history-" + key);
        column.setPrefWidth(width);
        column.setMinWidth(60);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(_ -> new Cell(words, key.equals("outcome")));
        column.setComparator(order);
        return column;
    }

    private static final class Cell extends TableCell<Line, Line> {
        private final Function<Line, String> words;
        private final boolean isOutcome;

        Cell(Function<Line, String> words, boolean isOutcome) {
            this.words = words;
            this.isOutcome = isOutcome;
        }

        @Override
        protected void updateItem(@Nullable Line line, boolean empty) {
            super.updateItem(line, empty);
            var text = line == null || empty ? "" : words.apply(line);
            setText(text);
            var failed = isOutcome && line != null && !empty && !line.isDone();
            pseudoClassStateChanged(FAILED, failed);
            // A reason is longer than its column as a rule.
            setTooltip(failed ? new Tooltip(text) : null);
        }
    }
}
