package org.deskferry.app.table;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import javafx.scene.control.TableColumn;
import org.deskferry.app.parts.Units;
import org.deskferry.app.words.Dates;

/** The table's columns. Each shows one fact and sorts by it as people would. */
final class PodColumns {
    static final String SITE = "column-site";

    private PodColumns() {}

    static List<TableColumn<PodRow, PodFacts>> all() {
        return List.of(
                text("name", 130, PodFacts::name),
                text("owner", 110, PodFacts::owner),
                column(
                        "state",
                        170,
                        FactCell.State::new,
                        Comparator.comparing(PodFacts::standing).thenComparing(PodFacts::state)),
                text("workstation", 140, PodFacts::workstation),
                text("site", 130, PodFacts::site),
                text("programs", 240, PodFacts::programs),
                number("memory", 110, PodColumns::memory, PodFacts::memoryBytes),
                number("connections", 140, facts -> count(facts.connections()), PodFacts::connections),
                column(
                        "since",
                        205,
                        () -> new FactCell(facts -> facts.began() == 0 ? "" : Dates.brief(facts.since())),
                        Comparator.comparingLong(PodFacts::began)));
    }

    private static TableColumn<PodRow, PodFacts> text(String key, double width, Function<PodFacts, String> fact) {
        return column(
                key,
                width,
                () -> new FactCell(fact),
                Comparator.comparing(fact, String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder())));
    }

    private static TableColumn<PodRow, PodFacts> number(
            String key, double width, Function<PodFacts, String> words, ToLongFunction<PodFacts> amount) {
        var column = column(key, width, () -> new FactCell(words), Comparator.comparingLong(amount));
        column.getStyleClass().add("amount");
        return column;
    }

    private static TableColumn<PodRow, PodFacts> column(
            String key, double width, Supplier<FactCell> cell, Comparator<PodFacts> order) {
        var column = new TableColumn<PodRow, PodFacts>(Say.of("column." + key));
        column.setId("column-" + key);
        column.setPrefWidth(width);
        column.setMinWidth(60);
        column.setCellValueFactory(row -> row.getValue().factsProperty());
        column.setCellFactory(_ -> cell.get());
        column.setComparator(order);
        return column;
    }

    private static String memory(PodFacts facts) {
        return facts.memoryBytes() == 0 ? "" : Units.bytes(facts.memoryBytes());
    }

    private static String count(int number) {
        return String.format(Locale.getDefault(), "%,d", number);
    }
}
