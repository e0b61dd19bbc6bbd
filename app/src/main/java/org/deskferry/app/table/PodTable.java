package org.deskferry.app.table;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.deskferry.app.fleet.PodModel;

/** The rows on the screen. Which are selected stays so whatever their order becomes. */
final class PodTable extends TableView<PodRow> {
    private final Rows rows;
    private boolean hasSites = true;

    PodTable(Rows rows) {
        this.rows = rows;
        setId("pods");
        setAccessibleText(Say.of("table.accessible"));
        setAccessibleHelp(Say.of("table.help"));
        getColumns().setAll(PodColumns.all());
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        setTableMenuButtonVisible(true);
        setSortPolicy(_ -> sortRows());
    }

    /** Brings the screen up to what the rows are now. */
    void show() {
        var wanted = rows.wanted();
        if (wanted.equals(getItems())) {
            return;
        }
        var selected = new HashSet<>(getSelectionModel().getSelectedItems());
        var focused = Optional.ofNullable(getFocusModel().getFocusedItem());
        getItems().setAll(wanted);
        select(wanted, selected);
        focused.map(wanted::indexOf).filter(index -> index >= 0).ifPresent(getFocusModel()::focus);
    }

    private void select(List<PodRow> wanted, Set<PodRow> selected) {
        var places = new int[selected.size()];
        var found = 0;
        for (int i = 0; i < wanted.size() && found < places.length; i++) {
            if (selected.contains(wanted.get(i))) {
                places[found++] = i;
            }
        }
        getSelectionModel().clearSelection();
        if (found > 0) {
            getSelectionModel().selectIndices(places[0], Arrays.copyOfRange(places, 1, found));
        }
    }

    /** A column that is empty in all rows is not shown; which others are is the user's choice. */
    void showSites(boolean some) {
        if (some != hasSites) {
            hasSites = some;
            getColumns().stream()
                    .filter(column -> PodColumns.SITE.equals(column.getId()))
                    .forEach(column -> column.setVisible(some));
        }
    }

    List<PodModel> selection() {
        return getSelectionModel().getSelectedItems().stream().map(PodRow::pod).toList();
    }

    /** Gives the keyboard to the pod's row, and selects it. */
    void focus(PodModel pod) {
        requestFocus();
        getItems().stream().filter(row -> row.pod() == pod).findFirst().ifPresent(row -> {
            getSelectionModel().clearSelection();
            getSelectionModel().select(row);
            scrollTo(row);
        });
    }

    private boolean sortRows() {
        rows.sort(getSortOrder().stream()
                .map(PodTable::order)
                .reduce(Comparator::thenComparing)
                .orElse((_, _) -> 0));
        rows.look();
        show();
        return true;
    }

    @SuppressWarnings("unchecked")
    private static Comparator<PodFacts> order(TableColumn<PodRow, ?> column) {
        var order = ((TableColumn<PodRow, PodFacts>) column).getComparator();
        return column.getSortType() == TableColumn.SortType.ASCENDING ? order : order.reversed();
    }
}
