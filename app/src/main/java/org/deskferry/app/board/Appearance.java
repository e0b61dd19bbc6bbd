package org.deskferry.app.board;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.util.Subscription;
import org.deskferry.app.settings.Settings;
import org.deskferry.app.settings.Theme;

/** Light or dark, how large and how lively: as the system has it until the user says otherwise. */
final class Appearance {
    private static final String SHEET = sheet("board.css");
    private static final String OPAQUE = sheet("opaque.css");
    private static final double USUAL_SIZE = 14;
    // A screen this high that the system does not scale is a dense one.
    private static final double DENSE_HEIGHT = 2000;
    private static final double DENSE_SIZE = 21;

    private final Settings settings;

    Appearance(Settings settings) {
        this.settings = settings;
    }

    void start() {
        settings.textSize().suggest(ordinarySize());
        settings.theme().property().subscribe(this::apply);
        Platform.getPreferences()
                .colorSchemeProperty()
                .subscribe(_ -> apply(settings.theme().get()));
    }

    /** Larger than 1: bigger text, and all that is measured by it. */
    void zoom(double factor) {
        setSize(Math.rint(settings.textSize().get() * factor));
    }

    void resetZoom() {
        setSize(ordinarySize());
    }

    /** Puts the app's style, size and liveliness on what is the window's root now, until unsubscribed. */
    Subscription dress(Scene scene) {
        scene.getStylesheets().remove(SHEET);
        scene.getStylesheets().add(SHEET);
        if (!Platform.isSupported(ConditionalFeature.TRANSPARENT_WINDOW)) {
            scene.getStylesheets().remove(OPAQUE);
            scene.getStylesheets().add(OPAQUE);
        }
        var root = scene.getRoot();
        return Subscription.combine(
                settings.textSize().property().subscribe(px -> root.setStyle("-fx-font-size: " + px + "px;")),
                settings.motion().property().subscribe(motion -> Calm.set(scene, motion)),
                scene.getPreferences()
                        .reducedMotionProperty()
                        .subscribe(_ -> Calm.set(scene, settings.motion().get())));
    }

    private void setSize(double px) {
        settings.choose(settings.textSize(), Math.clamp(px, Settings.SMALLEST_TEXT, Settings.LARGEST_TEXT));
    }

    private void apply(Theme now) {
        var dark = now == Theme.DARK
                || (now == Theme.SYSTEM && Platform.getPreferences().getColorScheme() == ColorScheme.DARK);
        Application.setUserAgentStylesheet(
                dark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
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
