package org.deskferry.app.board;

import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.deskferry.app.evacuation.Stay;
import org.deskferry.app.fleet.EvacuationState;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.parts.TroubleView;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/** How far the evacuation of a workstation is, and at its end which pods stay and why, until the user has read it. */
final class EvacuationPanel extends VBox {
    private final WorkstationModel workstation;
    private EvacuationState shown = new EvacuationState.None();

    EvacuationPanel(WorkstationModel workstation) {
        this.workstation = workstation;
        getStyleClass().add("evacuation");
    }

    void show(EvacuationState state) {
        // A button that is made anew under the pointer cannot be pressed.
        if (state instanceof EvacuationState.Over && state.equals(shown)) {
            return;
        }
        shown = state;
        getChildren().clear();
        switch (state) {
            case EvacuationState.None() -> {}
            case EvacuationState.UnderWay underWay -> showProgress(underWay);
            case EvacuationState.Over over -> showEnd(over);
        }
        Nodes.show(this, !getChildren().isEmpty());
    }

    private void showProgress(EvacuationState.UnderWay underWay) {
        var left = workstation.pods().size();
        var bar = new ProgressBar((double) underWay.moved() / Math.max(1, underWay.moved() + left));
        bar.setMaxWidth(Double.MAX_VALUE);
        var words = Nodes.wrapped(
                Say.of("evacuation.under-way", underWay.moved(), underWay.moving(), left), "evacuation-state");
        getChildren().addAll(words, bar);
    }

    private void showEnd(EvacuationState.Over over) {
        if (over.stays().isEmpty()) {
            getChildren().add(done(Say.of("evacuation.done", over.moved())));
            return;
        }
        var problems = over.stays().stream()
                .flatMap(stay -> stay.problems().stream())
                .distinct()
                .toList();
        var panel = new TroubleView(
                Say.of("evacuation.partly", over.moved(), over.stays().size()),
                Say.of("evacuation.stay", names(over)),
                problems,
                workstation::forgetEvacuation);
        var scroll = new ScrollPane(panel);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        getChildren().add(scroll);
    }

    private VBox done(String words) {
        var title = Nodes.wrapped(words, "panel-title", "evacuation-done");
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        var close = Nodes.dismissButton(workstation::forgetEvacuation);
        var head = new HBox(Nodes.icon(MaterialDesignC.CHECK_CIRCLE_OUTLINE, "panel-icon"), title, close);
        head.getStyleClass().add("panel-head");
        var panel = new VBox(head);
        panel.getStyleClass().addAll("panel", "result");
        return panel;
    }

    private static String names(EvacuationState.Over over) {
        return String.join(
                ", ",
                over.stays().stream()
                        .map(Stay::pod)
                        .map(pod -> pod.getManifest().getName())
                        .toList());
    }
}
