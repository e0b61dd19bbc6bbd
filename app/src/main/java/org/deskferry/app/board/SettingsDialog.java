package org.deskferry.app.board;

import atlantafx.base.controls.ModalPane;
import atlantafx.base.controls.ToggleSwitch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.deskferry.app.parts.Dialog;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.settings.FollowMe;
import org.deskferry.app.settings.InTray;
import org.deskferry.app.settings.Motion;
import org.deskferry.app.settings.Setting;
import org.deskferry.app.settings.Settings;
import org.deskferry.app.settings.Theme;
import org.deskferry.app.words.Language;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** What can be chosen for the window. Each choice holds at once. */
final class SettingsDialog {
    /** How much larger the next size of text is. */
    static final double STEP = 1.15;

    private final Settings settings;
    private final Appearance appearance;
    private final Dialog dialog;

    SettingsDialog(Settings settings, Appearance appearance, ModalPane place) {
        this.settings = settings;
        this.appearance = appearance;
        this.dialog = new Dialog(place, "settings-dialog", Say.of("settings.title"));
    }

    void open() {
        var language = language();
        dialog.add(field("settings.language", language));
        dialog.add(field("settings.theme", enumeration("settings-theme", "looks.", settings.theme(), Theme.values())));
        dialog.add(textSize());
        dialog.add(field(
                "settings.motion", enumeration("settings-motion", "motion.", settings.motion(), Motion.values())));
        var followMe = enumeration("settings-follow-me", "follow-me.", settings.followMe(), FollowMe.values());
        var field = field("settings.follow-me", followMe);
        field.getChildren().add(Nodes.wrapped(Say.of("settings.follow-me.hint"), "field-hint"));
        followMe.setAccessibleHelp(Say.of("settings.follow-me.hint"));
        dialog.add(field);
        dialog.add(field("settings.tray", enumeration("settings-tray", "tray.", settings.inTray(), InTray.values())));
        dialog.add(notifications());
        var close = Nodes.button(Say.of("close"), dialog::close);
        close.setId("settings-close");
        close.setCancelButton(true);
        dialog.add(close);
        dialog.open(language);
    }

    private Choice<Optional<Language>> language() {
        var all = new ArrayList<Optional<Language>>();
        all.add(Optional.empty());
        for (var each : Language.values()) {
            all.add(Optional.of(each));
        }
        var choice = new Choice<>(
                settings,
                settings.language(),
                all,
                each -> each.map(Language::ownName)
                        .orElseGet(() -> Say.of(
                                "settings.language.system", Language.ofSystem().ownName())));
        choice.setId("settings-language");
        return choice;
    }

    private <E extends Enum<E>> Choice<E> enumeration(String id, String key, Setting<E> setting, E[] values) {
        var choice = new Choice<>(settings, setting, List.of(values), each -> Say.of(key + each.name()));
        choice.setId(id);
        return choice;
    }

    private VBox textSize() {
        var smaller = Nodes.iconButton(
                MaterialDesignM.MINUS, Say.of("settings.text.smaller"), () -> appearance.zoom(1 / STEP));
        var larger =
                Nodes.iconButton(MaterialDesignP.PLUS, Say.of("settings.text.larger"), () -> appearance.zoom(STEP));
        smaller.setId("settings-smaller");
        larger.setId("settings-larger");
        var size = Nodes.label("", "text-size");
        settings.textSize().property().subscribe(px -> size.setText(Say.of("settings.text.size", Math.round(px))));
        Button normal = Nodes.button(Say.of("settings.text.normal"), appearance::resetZoom);
        var line = new HBox(smaller, size, larger, Nodes.spacer(), normal);
        line.getStyleClass().add("text-sizes");
        var field = new VBox(Nodes.label(Say.of("settings.text"), "field-name"), line);
        field.getStyleClass().add("field");
        return field;
    }

    private ToggleSwitch notifications() {
        var shown = new ToggleSwitch(Say.of("settings.notifications"));
        shown.setId("settings-notifications");
        shown.setSelected(settings.notifications().get());
        shown.setMaxWidth(Double.MAX_VALUE);
        shown.selectedProperty().subscribe((_, now) -> settings.choose(settings.notifications(), now));
        return shown;
    }

    private static VBox field(String key, Control input) {
        input.setAccessibleText(Say.of(key));
        return Nodes.field(Say.of(key), input);
    }
}
