package org.deskferry.app.board;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import org.deskferry.app.parts.Dialog;
import org.deskferry.app.transfer.Progress;
import org.deskferry.app.transfer.Stop;
import org.deskferry.proto.v1.Problem;

/** The transfer that a dialog asks for: shown in it, and called off by its button or Escape. Until it ends nothing can be changed. */
final class DialogTransfer {
    private final Dialog dialog;
    private final Button cancel;
    private final List<Node> inputs;
    private final TransferPanel panel = new TransferPanel();
    private Optional<Stop> underWay = Optional.empty();

    /**
     * A transfer of {@code dialog}.
     *
     * @param cancel the dialog's first button
     * @param inputs what asks for it, the button that begins it included
     */
    DialogTransfer(Dialog dialog, Button cancel, Node... inputs) {
        this.dialog = dialog;
        this.cancel = cancel;
        this.inputs = List.of(inputs);
    }

    /** Puts it into the dialog, below what is there. */
    void add() {
        dialog.add(panel);
        dialog.onEscape(this::cancel);
    }

    void begin(Supplier<Stop> transfer) {
        setUnderWay(true);
        panel.begin();
        cancel.requestFocus();
        underWay = Optional.of(transfer.get());
    }

    void show(Progress.Step step, long bytes, long whole) {
        panel.show(step, bytes, whole);
    }

    /** It came to nothing: the dialog stays, for another try. */
    void refuse(List<Problem> problems) {
        setUnderWay(false);
        panel.refuse(problems);
    }

    /** The dialog has served. */
    void end() {
        setUnderWay(false);
        dialog.close();
    }

    /** Of what is under way, or else the question. */
    void cancel() {
        if (underWay.isEmpty()) {
            dialog.close();
        } else {
            cancel.setDisable(underWay.get().ask());
        }
    }

    private void setUnderWay(boolean is) {
        underWay = Optional.empty();
        dialog.setLocked(is);
        inputs.forEach(input -> input.setDisable(is));
        cancel.setDisable(false);
        panel.clear();
    }
}
