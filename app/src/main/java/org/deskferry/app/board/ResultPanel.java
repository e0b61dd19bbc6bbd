package org.deskferry.app.board;

import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.deskferry.app.fleet.MoveState;
import org.deskferry.app.parts.FleetWords;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.parts.Units;
import org.deskferry.proto.v1.MoveResult;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/** The measured result of a move, until the user closes it. */
final class ResultPanel extends VBox {

    ResultPanel(MoveState.Done done, Runnable dismiss) {
        var heading = done.result().map(FleetWords::result).orElseGet(() -> came(done));
        var title = Nodes.wrapped(heading, "panel-title", "move-result");
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        var clean = done.result().map(ResultPanel::isClean).orElse(true);
        var icon = clean ? MaterialDesignC.CHECK_CIRCLE_OUTLINE : MaterialDesignA.ALERT_CIRCLE_OUTLINE;
        var close = Nodes.dismissButton(dismiss);
        var head = new HBox(Nodes.icon(icon, "panel-icon"), title, close);
        head.getStyleClass().add("panel-head");
        getStyleClass().addAll("panel", clean ? "result" : "result-unclean");
        getChildren().add(head);
        done.result().ifPresent(result -> describe(done, result));
        setAccessibleText(heading);
    }

    /** A button that moves it back. */
    void with(String text, Runnable action) {
        var back = Nodes.button(text, action, "small");
        back.getStyleClass().add("move-back");
        back.setFocusTraversable(false);
        var actions = new HBox(back);
        actions.getStyleClass().add("panel-actions");
        getChildren().add(actions);
    }

    private void describe(MoveState.Done done, MoveResult result) {
        getChildren()
                .add(Nodes.wrapped(
                        Say.of(
                                "result.from",
                                done.source(),
                                Units.precise(Units.duration(result.getTotal())),
                                Units.bytes(result.getBytes())),
                        "panel-note"));
        left(result.getResidueCount(), done.source());
        left(result.getDestinationResidueCount(), done.destination());
    }

    private void left(int things, String workstation) {
        if (things > 0) {
            getChildren().add(Nodes.wrapped(Say.of("result.residue", things, workstation), "panel-note"));
        }
    }

    private static String came(MoveState.Done done) {
        return done.source().isEmpty()
                ? Say.of("result.arrived", done.destination())
                : Say.of("result.came", done.source());
    }

    private static boolean isClean(MoveResult result) {
        return result.getResidueCount() == 0
                && result.getDestinationResidueCount() == 0
                && result.getConnectionsKept() >= result.getConnectionsBefore();
    }
}
