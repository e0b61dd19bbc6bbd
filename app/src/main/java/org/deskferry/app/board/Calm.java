package org.deskferry.app.board;

import javafx.scene.Node;
import javafx.scene.Scene;
import org.deskferry.app.settings.Motion;

/** Windows in which nothing slides, fades or turns. */
final class Calm {
    private static final String STYLE = "calm";

    private Calm() {}

    /** Makes it one, or not, as the user wants it or, if they do not say, the system. */
    static void set(Scene scene, Motion motion) {
        var calm = motion == Motion.REDUCED
                || (motion == Motion.SYSTEM && scene.getPreferences().isReducedMotion());
        var styles = scene.getRoot().getStyleClass();
        styles.remove(STYLE);
        if (calm) {
            styles.add(STYLE);
        }
    }

    static boolean isAt(Node node) {
        var scene = node.getScene();
        return scene != null && scene.getRoot().getStyleClass().contains(STYLE);
    }
}
