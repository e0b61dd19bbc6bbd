package org.deskferry.app.board;

import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.deskferry.app.fleet.MoveState;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.parts.Nodes;

/** The place that waits for a pod on its way. */
final class ArrivingView extends VBox {
    private final PodModel pod;
    private final Label words;
    private final ProgressBar bar = new ProgressBar();
    private final Subscription subscription;

    ArrivingView(PodModel pod) {
        this.pod = pod;
        words = Nodes.wrapped(Say.of("arriving", pod.name(), pod.home().name()), "arriving-words");
        setId("arriving-" + pod.name());
        getStyleClass().add("arriving");
        bar.setMaxWidth(Double.MAX_VALUE);
        getChildren().addAll(words, bar);
        subscription = pod.moveProperty().subscribe(this::show);
    }

    PodModel pod() {
        return pod;
    }

    void close() {
        subscription.unsubscribe();
    }

    private void show(MoveState move) {
        if (move instanceof MoveState.UnderWay(var progress, var _)) {
            bar.setProgress(MovePanel.fraction(progress));
        }
    }
}
