package org.deskferry.app.board;

import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.Reach;
import org.deskferry.app.parts.Nodes;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignK;
import org.kordamp.ikonli.materialdesign2.MaterialDesignW;

/** The line above the board: what the fleet is, how it looks, which keys there are. */
final class BoardHeader extends HBox {
    private static final String[] KEYS = {
        "arrows",
        "move",
        "cancel",
        "screen",
        "details",
        "suspend",
        "evacuate",
        "destroy",
        "menu",
        "escape",
        "views",
        "find",
        "zoom"
    };

    private final FleetModel fleet;
    private final Label summary = Nodes.label("", "summary");

    BoardHeader(FleetModel fleet, ViewSwitch views, Appearance appearance) {
        this.fleet = fleet;
        getStyleClass().add("board-header");
        summary.setId("summary");
        summary.setMinWidth(0);
        var keys = Nodes.iconButton(MaterialDesignK.KEYBOARD_OUTLINE, Say.of("keys.title"), () -> {});
        keys.setId("keys");
        keys.setOnAction(_ -> showKeys(keys));
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
                        keys,
                        looks(appearance));
    }

    /** Counts again. */
    void show() {
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

    private static MenuButton looks(Appearance appearance) {
        var button = new MenuButton(null, Nodes.icon(MaterialDesignC.CIRCLE_HALF_FULL));
        button.setId("looks");
        button.getStyleClass().addAll("button-icon", "flat", "no-arrow");
        button.setTooltip(new Tooltip(Say.of("looks.title")));
        button.setAccessibleText(Say.of("looks.title"));
        var group = new ToggleGroup();
        for (var mode : Appearance.Mode.values()) {
            var item = new RadioMenuItem(Say.of("looks." + mode.name()), Nodes.icon(icon(mode)));
            item.setId("looks-" + mode.name());
            item.setToggleGroup(group);
            item.setOnAction(_ -> appearance.choose(mode));
            appearance.mode().subscribe(now -> item.setSelected(now == mode));
            button.getItems().add(item);
        }
        button.getItems()
                .addAll(
                        new SeparatorMenuItem(),
                        zoom("looks.larger", KeyCode.PLUS, () -> appearance.zoom(1.15)),
                        zoom("looks.smaller", KeyCode.MINUS, () -> appearance.zoom(1 / 1.15)),
                        zoom("looks.normal", KeyCode.DIGIT0, appearance::resetZoom));
        return button;
    }

    private static Ikon icon(Appearance.Mode mode) {
        return switch (mode) {
            case SYSTEM -> MaterialDesignC.CIRCLE_HALF_FULL;
            case LIGHT -> MaterialDesignW.WHITE_BALANCE_SUNNY;
            case DARK -> MaterialDesignW.WEATHER_NIGHT;
        };
    }

    private static MenuItem zoom(String key, KeyCode code, Runnable action) {
        var item = new MenuItem(Say.of(key));
        item.setAccelerator(new KeyCodeCombination(code, KeyCombination.CONTROL_DOWN));
        item.setOnAction(_ -> action.run());
        return item;
    }

    private static void showKeys(javafx.scene.Node owner) {
        var grid = new GridPane();
        grid.getStyleClass().add("keys");
        for (var key : KEYS) {
            grid.addRow(
                    grid.getRowCount(),
                    Nodes.label(Say.of("keys." + key), "key"),
                    Nodes.label(Say.of("keys." + key + ".does")));
        }
        Popovers.show(owner, Say.of("keys.title"), grid);
    }
}
