package org.deskferry.app.board;

import java.time.Instant;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.deskferry.app.parts.Nodes;

/** A name, an amount in words, a bar that shows how much of the whole it is, and how that has changed. */
final class Meter extends VBox {
    private static final PseudoClass HIGH = PseudoClass.getPseudoClass("high");
    private static final double MUCH = 0.9;

    private final Label amount = Nodes.label("", "meter-amount");
    private final ProgressBar bar = new ProgressBar(0);
    private final Course course = new Course();
    private final Sparkline sparkline = new Sparkline(course);

    Meter(String name) {
        getStyleClass().add("meter");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setMinWidth(0);
        amount.setMinWidth(0);
        var caption = Nodes.label(name, "meter-name");
        caption.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(sparkline, Priority.ALWAYS);
        var words = new HBox(caption, sparkline, amount);
        words.getStyleClass().add("meter-words");
        getChildren().addAll(words, bar);
        bar.setAccessibleText(name);
    }

    /** {@code share}: 0 to 1, of now; more is shown as 1. */
    void show(String words, double share, Instant now) {
        amount.setText(words);
        bar.setProgress(Math.clamp(share, 0, 1));
        course.note(now, Math.clamp(share, 0, 1));
        sparkline.show();
        bar.pseudoClassStateChanged(HIGH, share >= MUCH);
    }
}
