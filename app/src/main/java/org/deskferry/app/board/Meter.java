package org.deskferry.app.board;

import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.deskferry.app.parts.Nodes;

/** A name, an amount in words, and a bar that shows how much of the whole it is. */
final class Meter extends VBox {
    private static final PseudoClass HIGH = PseudoClass.getPseudoClass("high");
    private static final double MUCH = 0.9;

    private final Label amount = Nodes.label("", "meter-amount");
    private final ProgressBar bar = new ProgressBar(0);

    Meter(String name) {
        getStyleClass().add("meter");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setMinWidth(0);
        amount.setMinWidth(0);
        var caption = Nodes.label(name, "meter-name");
        caption.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(new HBox(caption, Nodes.spacer(), amount), bar);
        bar.setAccessibleText(name);
    }

    /** {@code share}: 0 to 1; more is shown as 1. */
    void show(String words, double share) {
        amount.setText(words);
        bar.setProgress(Math.clamp(share, 0, 1));
        bar.pseudoClassStateChanged(HIGH, share >= MUCH);
    }
}
