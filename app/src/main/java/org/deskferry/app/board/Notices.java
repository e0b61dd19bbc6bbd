package org.deskferry.app.board;

import javafx.animation.TranslateTransition;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.deskferry.app.parts.Nodes;

/** What has just been done, or not, in a bar at the bottom of the window, until it is dismissed or there is something newer. */
final class Notices extends StackPane {
    private static final Duration RISE = Duration.millis(200);

    private final HBox bar = new HBox();

    Notices(Node content) {
        bar.getStyleClass().add("notification-bar");
        bar.setMaxHeight(USE_PREF_SIZE);
        bar.setFocusTraversable(true);
        Nodes.show(bar, false);
        setAlignment(bar, Pos.BOTTOM_CENTER);
        getChildren().addAll(content, bar);
    }

    void show(Node icon, String heading, String words) {
        var text = Nodes.wrapped(heading + ". " + words);
        text.setGraphic(icon);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        bar.getChildren().setAll(text, Nodes.dismissButton(() -> Nodes.show(bar, false)));
        bar.setAccessibleText(text.getText());
        Nodes.show(bar, true);
        if (!Calm.isAt(this)) {
            rise();
        }
    }

    private void rise() {
        var rise = new TranslateTransition(RISE, bar);
        rise.setFromY(bar.prefHeight(getWidth()));
        rise.setToY(0);
        rise.play();
    }
}
