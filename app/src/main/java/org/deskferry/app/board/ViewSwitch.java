package org.deskferry.app.board;

import java.util.Locale;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.settings.Settings;
import org.deskferry.app.settings.View;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;

/** Buttons of which one is always down, a view each. */
final class ViewSwitch extends HBox {
    private final Settings settings;
    private final ToggleGroup group = new ToggleGroup();

    ViewSwitch(Settings settings) {
        this.settings = settings;
        setId("views");
        setMinWidth(USE_PREF_SIZE);
        var views = View.values();
        for (int i = 0; i < views.length; i++) {
            var button = button(views[i], i + 1);
            button.getStyleClass().add(i == 0 ? "left-pill" : i == views.length - 1 ? "right-pill" : "center-pill");
            getChildren().add(button);
        }
    }

    /** Ctrl+1 and so on, wherever the keyboard is. */
    void press(KeyEvent key) {
        var views = View.values();
        var number = key.getCode().getCode() - KeyCode.DIGIT1.getCode();
        if (key.isShortcutDown() && number >= 0 && number < views.length) {
            settings.choose(settings.view(), views[number]);
            key.consume();
        }
    }

    private ToggleButton button(View view, int number) {
        var name = Say.of("view." + view.name());
        var button = new ToggleButton(name, Nodes.icon(icon(view)));
        button.setId("view-" + view.name().toLowerCase(Locale.ROOT));
        button.setToggleGroup(group);
        button.setTooltip(new Tooltip(Say.of("view.tip", name, number)));
        // Pressed once more it stays down.
        button.setOnAction(_ -> {
            button.setSelected(true);
            settings.choose(settings.view(), view);
        });
        settings.view().property().subscribe(now -> button.setSelected(now == view));
        return button;
    }

    private static Ikon icon(View view) {
        return switch (view) {
            case BOARD -> MaterialDesignV.VIEW_COLUMN_OUTLINE;
            case TABLE -> MaterialDesignT.TABLE_LARGE;
            case HISTORY -> MaterialDesignH.HISTORY;
        };
    }
}
