package org.deskferry.app.table;

import javafx.scene.layout.VBox;
import org.deskferry.app.parts.Nodes;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;

/** Stands where the rows would be while there is none, and says what to do about it. */
final class NothingHere extends VBox {
    private final Runnable clear;

    /** {@code clear}: wants all pods again. */
    NothingHere(Runnable clear) {
        this.clear = clear;
        getStyleClass().add("column-empty");
        show(false);
    }

    /** {@code filtered}: there are pods, but none that is wanted. */
    void show(boolean filtered) {
        var key = filtered ? "nothing.matches" : "nothing";
        if (!key.equals(getId())) {
            setId(key);
            getChildren()
                    .setAll(
                            Nodes.icon(MaterialDesignM.MONITOR_DASHBOARD, "empty-icon"),
                            Nodes.wrapped(Say.of(key), "empty-title"),
                            Nodes.wrapped(Say.of(key + ".hint"), "empty-hint"));
            if (filtered) {
                getChildren().add(Nodes.button(Say.of("filter.clear"), clear));
            }
        }
    }
}
