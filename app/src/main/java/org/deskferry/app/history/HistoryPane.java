package org.deskferry.app.history;

import atlantafx.base.controls.CustomTextField;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import javafx.collections.FXCollections;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.parts.Sheets;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;

/** What was done in the fleet. It asks when it is opened, and when it is told to. */
public final class HistoryPane extends VBox {
    private static final KeyCombination FIND = new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);

    private final FleetModel fleet;
    private final CustomTextField search = new CustomTextField();
    private final ComboBox<Period> period = new ComboBox<>(FXCollections.observableArrayList(Period.values()));
    private final LineTable table = new LineTable();
    private final Label count = Nodes.label("", "pod-count");
    private final VBox nothing = new VBox();
    private Inquiry inquiry = new Inquiry(() -> {});

    public HistoryPane(FleetModel fleet) {
        this.fleet = fleet;
        setId("history");
        getStyleClass().addAll("fleet-table", "history");
        getStylesheets()
                .addAll(
                        Sheets.TABLE,
                        Objects.requireNonNull(HistoryPane.class.getResource("history.css"))
                                .toExternalForm());
        search.setId("history-search");
        search.setPromptText(Say.of("search"));
        search.setAccessibleText(Say.of("search.accessible"));
        search.setLeft(Nodes.icon(MaterialDesignM.MAGNIFY, "search-icon"));
        search.textProperty().subscribe((_, _) -> show());
        period.setId("history-period");
        period.setAccessibleText(Say.of("period"));
        period.setValue(Period.WEEK);
        period.valueProperty().subscribe((_, _) -> ask());
        var again = Nodes.iconButton(MaterialDesignR.REFRESH, Say.of("again"), this::ask);
        again.setId("history-again");
        var bar = new FlowPane(search, period, again);
        bar.getStyleClass().add("filter-bar");
        count.setId("history-count");
        count.setMinWidth(0);
        var foot = new HBox(count);
        foot.getStyleClass().add("foot-bar");
        nothing.getStyleClass().add("column-empty");
        table.setPlaceholder(nothing);
        setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(bar, table, foot);
        addEventFilter(KeyEvent.KEY_PRESSED, this::leave);
    }

    /** Takes the keyboard. */
    public void enter() {
        search.requestFocus();
    }

    /** Keys that are the history's wherever in the window the keyboard is. */
    public void press(KeyEvent key) {
        if (FIND.match(key)) {
            search.requestFocus();
            search.selectAll();
            key.consume();
        }
    }

    private void leave(KeyEvent key) {
        if (key.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
            search.clear();
            key.consume();
        }
    }

    /** Looks anew. */
    public void ask() {
        inquiry = new Inquiry(this::show);
        inquiry.ask(fleet, period.getValue().request(Instant.now()));
        show();
    }

    private void show() {
        var words = Arrays.stream(
                        search.getText().toLowerCase(Locale.getDefault()).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        var all = inquiry.lines();
        var found = all.stream().filter(line -> line.has(words)).toList();
        var sorted = new SortedList<>(FXCollections.observableArrayList(found));
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        count.setText(count(found.size(), all.size()));
        showNothing(!all.isEmpty());
    }

    private String count(int found, int all) {
        if (!inquiry.isOver()) {
            return Say.of("asking");
        }
        var words = found == all ? Say.of("count.all", all) : Say.of("count.some", found, all);
        var rest = inquiry.hasMore() ? Say.of("count.more", words) : words;
        var silent = inquiry.silent();
        return silent.isEmpty() ? rest : Say.of("count.silent", rest, silent.size(), String.join(", ", silent));
    }

    private void showNothing(boolean filtered) {
        var key = !inquiry.isOver() ? "asking" : filtered ? "nothing.matches" : "nothing";
        nothing.getChildren()
                .setAll(
                        Nodes.icon(MaterialDesignH.HISTORY, "empty-icon"),
                        Nodes.wrapped(Say.of(key), "empty-title"),
                        Nodes.wrapped(Say.of(key + ".hint"), "empty-hint"));
    }
}
