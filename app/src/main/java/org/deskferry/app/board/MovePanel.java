package org.deskferry.app.board;

import atlantafx.base.controls.RingProgressIndicator;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.deskferry.app.parts.FleetWords;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.parts.Units;
import org.deskferry.proto.v1.MovePhase;
import org.deskferry.proto.v1.MoveProgress;

/** A move under way: how far it is, its phase in words, how fast it goes and how long it still takes. */
final class MovePanel extends VBox {
    private final RingProgressIndicator ring = new RingProgressIndicator();
    private final Label phase = Nodes.wrapped("", "move-phase");
    private final Label destination = Nodes.wrapped("", "move-destination");
    private final Label amount = Nodes.label("", "move-amount");
    private final Label remaining = Nodes.label("", "move-remaining");
    private final Button cancel;

    /** {@code cancel}: what the button does. */
    MovePanel(String pod, Runnable cancel) {
        this.cancel = Nodes.button(Say.of("move.cancel"), cancel, "small");
        this.cancel.getStyleClass().add("move-cancel");
        this.cancel.setAccessibleText(Say.of("move.cancel.accessible", pod));
        this.cancel.setFocusTraversable(false);
        this.cancel.setMinWidth(USE_PREF_SIZE);
        getStyleClass().add("move-panel");
        ring.setMinSize(USE_PREF_SIZE, USE_PREF_SIZE);
        var words = new VBox(destination, phase);
        HBox.setHgrow(words, Priority.ALWAYS);
        var head = new HBox(ring, words, this.cancel);
        head.getStyleClass().add("move-head");
        getChildren().addAll(head, new HBox(amount, Nodes.spacer(), remaining));
    }

    void show(MoveProgress progress) {
        cancel.setDisable(progress.getPhase().compareTo(MovePhase.MOVE_PHASE_COMMIT) >= 0);
        destination.setText(Say.of("move.to", progress.getDestination()));
        phase.setText(FleetWords.phase(progress));
        turn(fraction(progress));
        amount.setText(amount(progress));
        remaining.setText(remaining(progress));
        setAccessibleText(
                String.join(", ", destination.getText(), phase.getText(), amount.getText(), remaining.getText()));
    }

    private void turn(double fraction) {
        var unknown = fraction == ProgressBar.INDETERMINATE_PROGRESS;
        // It would go round and round.
        Nodes.show(ring, !unknown || !Calm.isAt(this));
        ring.setProgress(fraction);
    }

    /** 0 to 1, or indeterminate while the whole is unknown. */
    static double fraction(MoveProgress progress) {
        return progress.getBytesExpected() <= 0
                ? ProgressBar.INDETERMINATE_PROGRESS
                : Math.min(1, (double) progress.getBytes() / progress.getBytesExpected());
    }

    private static String amount(MoveProgress progress) {
        if (progress.getBytes() == 0 && progress.getBytesExpected() == 0) {
            return "";
        }
        var bytes = progress.getBytesExpected() == 0
                ? Units.bytes(progress.getBytes())
                : Units.bytesOf(progress.getBytes(), progress.getBytesExpected());
        return progress.getBytesPerSecond() == 0
                ? bytes
                : Say.of("move.rate", bytes, Units.bytes(progress.getBytesPerSecond()));
    }

    private static String remaining(MoveProgress progress) {
        if (progress.hasRemaining()) {
            return Say.of("move.remaining", Units.rough(Units.duration(progress.getRemaining())));
        }
        return progress.hasElapsed() ? Units.rough(Units.duration(progress.getElapsed())) : "";
    }
}
