package org.deskferry.app.table;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.deskferry.app.parts.Nodes;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;

/** How many pods are shown and selected, and what can be done with these. */
final class FootBar extends HBox {
    private final Label count = Nodes.label("", "pod-count");
    private final Button move;
    private final Button evacuate;

    FootBar(Runnable moveSelected, Runnable evacuateSelected) {
        this.move = Nodes.button(Say.of("move"), moveSelected);
        this.evacuate = Nodes.button(Say.of("evacuate"), evacuateSelected);
        getStyleClass().add("foot-bar");
        count.setId("pod-count");
        count.setMinWidth(0);
        move.setId("move-selected");
        move.setGraphic(Nodes.icon(MaterialDesignA.ARROW_RIGHT_BOLD_OUTLINE));
        evacuate.setId("evacuate-selected");
        evacuate.setGraphic(Nodes.icon(MaterialDesignE.EXIT_RUN));
        move.setMinWidth(USE_PREF_SIZE);
        evacuate.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(count, Nodes.spacer(), move, evacuate);
    }

    void show(int shown, int all, Selection selection) {
        var selected = selection.pods().size();
        var words = shown == all ? Say.of("count.all", all) : Say.of("count.some", shown, all);
        count.setText(selected == 0 ? words : Say.of("count.selected", words, selected));
        move.setDisable(selection.movable().isEmpty());
        evacuate.setDisable(selection.workstations().isEmpty());
    }
}
