package org.deskferry.app.board;

import atlantafx.base.controls.ModalPane;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.deskferry.app.archive.Passphrase;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.app.parts.Dialog;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.transfer.Import;
import org.deskferry.proto.v1.Problem;

/** Takes a pod from a file to a workstation; asks for a passphrase where the file is locked. */
final class ImportDialog {
    private final FleetModel fleet;
    private final WorkstationModel workstation;
    private final Path file;
    private final Actions actions;
    private final Dialog dialog;
    private final TextField name = new TextField();
    private final Label nameProblem = Nodes.wrapped("", "field-problem");
    private final PasswordField passphrase = new PasswordField();
    private final VBox lock = Nodes.field(Say.of("import.passphrase"), passphrase);
    private final Button cancel = Nodes.button(Say.of("cancel"), this::cancel);
    private final Button load = Nodes.button(Say.of("import.button"), this::load, "accent");
    private final DialogTransfer transfer;
    private boolean looked;

    ImportDialog(FleetModel fleet, WorkstationModel workstation, Path file, Actions actions, ModalPane place) {
        this.fleet = fleet;
        this.workstation = workstation;
        this.file = file;
        this.actions = actions;
        this.dialog = new Dialog(place, "import-dialog", Say.of("import.heading", workstation.name()));
        this.transfer = new DialogTransfer(dialog, cancel, name, passphrase, load);
    }

    void open() {
        name.setId("import-name");
        name.setPromptText(Say.of("import.name.none"));
        name.textProperty().subscribe(_ -> check());
        passphrase.setId("import-passphrase");
        load.setId("import-ok");
        load.setDefaultButton(true);
        cancel.setId("import-cancel");
        Nodes.show(lock, false);
        dialog.add(Nodes.wrapped(Say.of("import.words", file.getFileName(), workstation.name())));
        dialog.add(Nodes.field(Say.of("import.name"), name, nameProblem));
        dialog.add(lock);
        transfer.add();
        dialog.add(cancel);
        dialog.add(load);
        dialog.open(cancel);
        fleet.transfers().look(file, this::looked, (problems, _) -> cannotLook(problems));
        check();
    }

    private void looked(boolean locked) {
        looked = true;
        Nodes.show(lock, locked);
        check();
        if (locked) {
            passphrase.requestFocus();
        } else {
            load.requestFocus();
        }
    }

    private void cannotLook(List<Problem> problems) {
        transfer.refuse(problems);
        check();
    }

    private void check() {
        var problem = name.getText().isEmpty() ? "" : PodName.problem(name.getText(), fleet);
        nameProblem.setText(problem);
        Nodes.show(nameProblem, !problem.isEmpty());
        load.setDisable(!looked || !problem.isEmpty());
    }

    private void load() {
        var secret = new Passphrase(passphrase.getText().toCharArray());
        // As the board knows it now: the thread that asks may not look at the board.
        var places = fleet.places();
        var request = new Import(
                workstation.member(), file, name.getText(), () -> secret, id -> Optional.ofNullable(places.get(id)));
        transfer.begin(() -> fleet.transfers()
                .begin(
                        workstation,
                        request,
                        transfer::show,
                        pod -> {
                            transfer.end();
                            actions.report(
                                    Say.of("import.done", pod.getManifest().getName(), workstation.name()),
                                    Say.of("import.done.words"));
                        },
                        this::refused));
    }

    private void refused(List<Problem> problems, boolean cancelled) {
        if (cancelled) {
            transfer.end();
            actions.report(Say.of("import.cancelled"), Say.of("import.cancelled.words", workstation.name()));
        } else {
            transfer.refuse(problems);
        }
    }

    private void cancel() {
        transfer.cancel();
    }
}
