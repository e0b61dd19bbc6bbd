package org.deskferry.app.board;

import atlantafx.base.controls.ModalPane;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.parts.Dialog;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.parts.TroubleView;
import org.deskferry.app.words.PhraseBook;
import org.deskferry.proto.v1.Problem;

/** Names what would be lost with a pod, and destroys it only then. */
final class DestroyDialog {
    private static final int MOST_PROGRAMS = 8;

    private final FleetModel fleet;
    private final PodModel pod;
    private final Actions actions;
    private final Dialog dialog;
    private final VBox refusal = new VBox();
    private final Button keep = Nodes.button(Say.of("destroy.keep"), this::close);
    private final Button destroy;

    DestroyDialog(FleetModel fleet, PodModel pod, Actions actions, ModalPane place) {
        this.fleet = fleet;
        this.pod = pod;
        this.actions = actions;
        this.dialog = new Dialog(place, "destroy-dialog", Say.of("destroy.heading", pod.name()));
        this.destroy = Nodes.button(Say.of("destroy.button", pod.name()), this::destroy, "danger");
    }

    void open() {
        refusal.getStyleClass().addAll("panel", "trouble");
        Nodes.show(refusal, false);
        destroy.setId("destroy-ok");
        destroy.setMnemonicParsing(false);
        keep.setCancelButton(true);
        dialog.add(Nodes.wrapped(Say.of(
                pod.isSuspended() ? "destroy.loss-suspended" : "destroy.loss",
                pod.name(),
                pod.home().name(),
                pod.programs().size(),
                pod.connections())));
        if (!pod.programs().isEmpty()) {
            var programs = new ProgramList(MOST_PROGRAMS);
            programs.getStyleClass().add("losses");
            programs.show(pod.programs());
            dialog.add(programs);
        }
        dialog.add(Nodes.wrapped(Say.of("destroy.final"), "dialog-note"));
        dialog.add(refusal);
        dialog.add(keep);
        dialog.add(destroy);
        dialog.open(keep);
    }

    private void destroy() {
        keep.requestFocus();
        destroy.setDisable(true);
        destroy.setText(Say.of("destroy.waiting"));
        fleet.destroy(pod, dialog::close, this::refused);
    }

    private void refused(List<Problem> problems) {
        destroy.setDisable(false);
        destroy.setText(Say.of("destroy.button", pod.name()));
        refusal.getChildren().setAll(problems.stream().map(TroubleView::help).toList());
        Nodes.show(refusal, true);
        if (!dialog.isOpen()) {
            actions.tell(Say.of("destroy.failed", pod.name()), PhraseBook.reasons(problems));
        }
    }

    private void close() {
        dialog.close();
    }
}
