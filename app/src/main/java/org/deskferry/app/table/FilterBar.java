package org.deskferry.app.table;

import atlantafx.base.controls.CustomTextField;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.layout.FlowPane;
import org.deskferry.app.parts.Nodes;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;

/** What is looked for. In a narrow window it takes more lines. */
final class FilterBar extends FlowPane {
    private final Consumer<Filter> wanted;
    private final CustomTextField search = new CustomTextField();
    private final Choice standing = new Choice("filter-state", Say.of("filter.any-state"), this::changed);
    private final Choice site = new Choice("filter-site", Say.of("filter.any-site"), this::changed);
    private final Choice workstation =
            new Choice("filter-workstation", Say.of("filter.any-workstation"), this::changed);
    private final Choice owner = new Choice("filter-owner", Say.of("filter.any-owner"), this::changed);
    private final Button clear = Nodes.button(Say.of("filter.clear"), this::clear, "flat");
    private Filter filter = Filter.ANY;

    FilterBar(Consumer<Filter> wanted) {
        this.wanted = wanted;
        getStyleClass().add("filter-bar");
        search.setId("search");
        search.setPromptText(Say.of("filter.search"));
        search.setAccessibleText(Say.of("filter.search.accessible"));
        search.setLeft(Nodes.icon(MaterialDesignM.MAGNIFY, "search-icon"));
        search.textProperty().subscribe((_, _) -> changed());
        standing.offer(Arrays.stream(Standing.values()).map(Standing::words).collect(Collectors.toSet()));
        clear.setId("filter-clear");
        Nodes.show(clear, false);
        getChildren().addAll(search, standing, site, workstation, owner, clear);
    }

    /** Offers what there is to choose from; what no pod has is no choice. */
    void offer(Rows rows) {
        offer(site, rows.values(PodFacts::site));
        offer(workstation, rows.values(PodFacts::workstation));
        offer(owner, rows.values(PodFacts::owner));
    }

    private static void offer(Choice choice, Set<String> values) {
        choice.offer(values);
        Nodes.show(choice, choice.getItems().size() > 1);
    }

    void focusSearch() {
        search.requestFocus();
        search.selectAll();
    }

    /** Wants all pods again. */
    void clear() {
        search.clear();
        standing.clear();
        site.clear();
        workstation.clear();
        owner.clear();
    }

    private void changed() {
        var now = new Filter(
                Filter.words(search.getText()), chosenStanding(), site.chosen(), workstation.chosen(), owner.chosen());
        if (!now.equals(filter)) {
            filter = now;
            Nodes.show(clear, !now.equals(Filter.ANY));
            wanted.accept(now);
        }
    }

    private Optional<Standing> chosenStanding() {
        return Arrays.stream(Standing.values())
                .filter(each -> each.words().equals(standing.chosen()))
                .findFirst();
    }
}
