package org.deskferry.app.board;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.FleetState;
import org.deskferry.app.fleet.Reach;
import org.deskferry.app.parts.Nodes;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignK;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** The line above the board: what the fleet is, how it looks, which keys there are. */
final class BoardHeader extends HBox {
    private static final String[] KEYS = {
        "arrows",
        "move",
        "cancel",
        "back",
        "screen",
        "details",
        "suspend",
        "evacuate",
        "destroy",
        "menu",
        "escape",
        "views",
        "find",
        "zoom",
        "add",
        "settings"
    };

    private final FleetModel fleet;
    private final Button add;
    private final Label summary = Nodes.label("", "summary");

    BoardHeader(FleetModel fleet, ViewSwitch views, Runnable addWorkstation, Runnable openSettings) {
        this.fleet = fleet;
        getStyleClass().add("board-header");
        summary.setId("summary");
        summary.setMinWidth(0);
        add = Nodes.iconButton(MaterialDesignP.PLUS_NETWORK_OUTLINE, Say.of("add-workstation.tip"), addWorkstation);
        add.setId("add-workstation");
        var keys = Nodes.iconButton(MaterialDesignK.KEYBOARD_OUTLINE, Say.of("keys.title"), () -> {});
        keys.setId("keys");
        keys.setOnAction(_ -> showKeys(keys));
        var settings = Nodes.iconButton(MaterialDesignC.COG_OUTLINE, Say.of("settings.tip"), openSettings);
        settings.setId("settings");
        var product = Nodes.label(Say.of("title"), "product");
        // In a narrow window the counts give way first.
        product.setMinWidth(USE_PREF_SIZE);
        getChildren()
                .addAll(
                        Nodes.icon(MaterialDesignF.FERRY, "logo"),
                        product,
                        summary,
                        Nodes.spacer(),
                        views,
                        add,
                        keys,
                        settings);
    }

    /** Counts again. */
    void show() {
        Nodes.show(add, fleet.stateProperty().get() instanceof FleetState.Ready);
        var workstations = fleet.workstations();
        var gone = workstations.stream()
                .filter(each -> each.reach() instanceof Reach.Away || each.reach() instanceof Reach.NotTrusted)
                .count();
        summary.setText(
                workstations.isEmpty()
                        ? ""
                        : Say.of(
                                "summary",
                                workstations.size(),
                                fleet.podCountProperty().get(),
                                gone));
    }

    private static void showKeys(javafx.scene.Node owner) {
        var grid = new GridPane();
        grid.getStyleClass().add("keys");
        for (var key : KEYS) {
            var name = Nodes.label(Say.of("keys." + key), "key");
            name.setMinWidth(USE_PREF_SIZE);
            grid.addRow(grid.getRowCount(), name, Nodes.wrapped(Say.of("keys." + key + ".does")));
        }
        Popovers.show(owner, Say.of("keys.title"), grid);
    }
}
