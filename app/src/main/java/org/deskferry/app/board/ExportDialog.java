package org.deskferry.app.board;

import atlantafx.base.controls.ModalPane;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import org.deskferry.app.archive.Passphrase;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.parts.Dialog;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.transfer.Export;
import org.deskferry.proto.v1.Problem;

/** Asks how a suspended pod is to be exported, then where to, and stays until it is done or called off. */
final class ExportDialog {
    private final FleetModel fleet;
    private final PodModel pod;
    private final Actions actions;
    private final FileDialogs files;
    private final Dialog dialog;
    private final CheckBox copy = new CheckBox(Say.of("export.copy"));
    private final PasswordField passphrase = new PasswordField();
    private final PasswordField again = new PasswordField();
    private final Label problem = Nodes.wrapped("", "field-problem");
    private final Button cancel = Nodes.button(Say.of("cancel"), this::cancel);
    private final Button export = Nodes.button(Say.of("export.button"), this::export, "accent");
    private final DialogTransfer transfer;

    ExportDialog(FleetModel fleet, PodModel pod, Actions actions, FileDialogs files, ModalPane place) {
        this.fleet = fleet;
        this.pod = pod;
        this.actions = actions;
        this.files = files;
        this.dialog = new Dialog(place, "export-dialog", Say.of("export.heading", pod.name()));
        this.transfer = new DialogTransfer(dialog, cancel, copy, passphrase, again, export);
    }

    void open() {
        copy.setId("export-copy");
        copy.setWrapText(true);
        passphrase.setId("export-passphrase");
        again.setId("export-again");
        export.setId("export-ok");
        export.setDefaultButton(true);
        cancel.setId("export-cancel");
        passphrase.textProperty().subscribe(_ -> check());
        again.textProperty().subscribe(_ -> check());
        passphrase.setPromptText(Say.of("export.passphrase.none"));
        again.setPromptText(Say.of("export.again"));
        dialog.add(Nodes.wrapped(Say.of("export.words", pod.name(), pod.home().name())));
        dialog.add(copy);
        dialog.add(Nodes.field(
                Say.of("export.passphrase"),
                passphrase,
                again,
                Nodes.wrapped(Say.of("export.passphrase.hint"), "field-hint"),
                problem));
        transfer.add();
        dialog.add(cancel);
        dialog.add(export);
        dialog.open(export);
    }

    private void check() {
        var words = passphraseProblem();
        problem.setText(words);
        Nodes.show(problem, !words.isEmpty());
        export.setDisable(!words.isEmpty());
    }

    private String passphraseProblem() {
        var text = passphrase.getText();
        if (!text.isEmpty() && !new Passphrase(text.toCharArray()).isLongEnough()) {
            return Say.of("export.passphrase.short");
        }
        return text.equals(again.getText()) ? "" : Say.of("export.passphrase.differs");
    }

    private void export() {
        files.save(dialog.window(), Say.of("export.heading", pod.name()), pod.name())
                .ifPresent(this::export);
    }

    private void export(Path file) {
        var secret = passphrase.getText().isEmpty()
                ? Optional.<Passphrase>empty()
                : Optional.of(new Passphrase(passphrase.getText().toCharArray()));
        var request = new Export(pod.home().member(), pod.pod(), file, copy.isSelected(), secret);
        transfer.begin(() -> fleet.transfers()
                .begin(
                        pod,
                        request,
                        transfer::show,
                        _ -> {
                            transfer.end();
                            actions.report(
                                    Say.of("export.done", pod.name(), file.getFileName()),
                                    Say.of(copy.isSelected() ? "export.done.copy" : "export.done.pod"));
                        },
                        this::refused));
    }

    private void refused(List<Problem> problems, boolean cancelled) {
        if (cancelled) {
            transfer.end();
            actions.report(Say.of("export.cancelled", pod.name()), Say.of("export.cancelled.words"));
        } else {
            transfer.refuse(problems);
        }
    }

    private void cancel() {
        transfer.cancel();
    }
}
