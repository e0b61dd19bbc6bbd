package org.deskferry.app.board;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Objects;
import java.util.prefs.Preferences;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.util.Subscription;

/** Light or dark, and how large: as the system has it until the user says otherwise. Remembered. */
final class Appearance {
    private static final String SHEET = sheet("board.css");
    private static final String OPAQUE = sheet("opaque.css");
    private static final double USUAL_SIZE = 14;
    // A screen this high that the system does not scale is a dense one.
    private static final double DENSE_HEIGHT = 2000;
    private static final double DENSE_SIZE = 21;
    private static final double SMALLEST = 10;
    private static final double LARGEST = 40;

    enum Mode {
        SYSTEM,
        LIGHT,
        DARK
    }

    private final Preferences memory;
    private final ObjectProperty<Mode> mode = new SimpleObjectProperty<>(Mode.SYSTEM);
    private final ObjectProperty<Double> size = new SimpleObjectProperty<>(USUAL_SIZE);

    Appearance(Preferences memory) {
        this.memory = memory;
    }

    void start() {
        mode.set(remembered());
        size.set(memory.getDouble("size", ordinarySize()));
        mode.subscribe(this::apply);
        Platform.getPreferences().colorSchemeProperty().subscribe(_ -> apply(mode.get()));
    }

    ObjectProperty<Mode> mode() {
        return mode;
    }

    void choose(Mode chosen) {
        memory.put("mode", chosen.name());
        mode.set(chosen);
    }

    /** Larger than 1: bigger text, and all that is measured by it. */
    void zoom(double factor) {
        setSize(Math.clamp(Math.rint(size.get() * factor), SMALLEST, LARGEST));
    }

    void resetZoom() {
        setSize(ordinarySize());
    }

    /** Puts the board's style and size on a window, until unsubscribed. */
    Subscription dress(Scene scene) {
        scene.getStylesheets().add(SHEET);
        if (!Platform.isSupported(ConditionalFeature.TRANSPARENT_WINDOW)) {
            scene.getStylesheets().add(OPAQUE);
        }
        return size.subscribe(px -> scene.getRoot().setStyle("-fx-font-size: " + px + "px;"));
    }

    private void setSize(double px) {
        memory.putDouble("size", px);
        size.set(px);
    }

    private void apply(Mode now) {
        var dark = now == Mode.DARK
                || (now == Mode.SYSTEM && Platform.getPreferences().getColorScheme() == ColorScheme.DARK);
        Application.setUserAgentStylesheet(
                dark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
    }

    private Mode remembered() {
        var name = memory.get("mode", "");
        for (var known : Mode.values()) {
            if (known.name().equals(name)) {
                return known;
            }
        }
        return Mode.SYSTEM;
    }

    private static String sheet(String name) {
        return Objects.requireNonNull(Appearance.class.getResource(name)).toExternalForm();
    }

    private static double ordinarySize() {
        var screen = Screen.getPrimary();
        return screen.getOutputScaleY() == 1 && screen.getBounds().getHeight() >= DENSE_HEIGHT
                ? DENSE_SIZE
                : USUAL_SIZE;
    }
}
