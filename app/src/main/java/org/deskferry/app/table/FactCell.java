package org.deskferry.app.table;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.control.TableCell;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** One text of a row. Hundreds of them are drawn anew while one scrolls: it does as little as it can. */
class FactCell extends TableCell<PodRow, PodFacts> {
    private final Function<PodFacts, String> words;

    FactCell(Function<PodFacts, String> words) {
        this.words = words;
    }

    @Override
    protected void updateItem(@Nullable PodFacts facts, boolean empty) {
        super.updateItem(facts, empty);
        setText(facts == null || empty ? null : words.apply(facts));
    }

    /** With a dot that shows the pod's standing by its colour; the words say it too. */
    static final class State extends FactCell {
        private static final Map<Standing, PseudoClass> STYLES = Arrays.stream(Standing.values())
                .collect(Collectors.toMap(
                        each -> each,
                        each -> PseudoClass.getPseudoClass(each.name().toLowerCase(Locale.ROOT))));

        private final Region dot = new Region();

        State() {
            super(PodFacts::state);
            dot.getStyleClass().add("dot");
        }

        @Override
        protected void updateItem(@Nullable PodFacts facts, boolean empty) {
            super.updateItem(facts, empty);
            if (facts == null || empty) {
                setGraphic(null);
                return;
            }
            STYLES.forEach((standing, style) -> dot.pseudoClassStateChanged(style, standing == facts.standing()));
            if (getGraphic() == null) {
                setGraphic(dot);
            }
        }
    }
}
