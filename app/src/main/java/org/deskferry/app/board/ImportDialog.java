package org.deskferry.app.board;

import atlantafx.base.controls.ModalPane;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.VBox;
import org.deskferry.app.archive.Passphrase;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.app.transfer.Import;
import org.deskferry.app.transfer.Stop;
import org.deskferry.proto.v1.Problem;

/** Takes a pod from a file to a workstation; asks for a passphrase where the file is locked. */
final class ImportDialog {
    private final FleetModel fleet;
    private final WorkstationModel workstation;
    private final Path file;
    private final Actions actions;
    private final Dialog dialog;
    private final PasswordField passphrase = new PasswordField();
    private final VBox lock = new VBox();
    private final TransferPanel panel = new TransferPanel();
    private final Button cancel = Nodes.button(Say.of("cancel"), this::cancel);
    private final Button load = Nodes.button(Say.of("import.button"), this::load, "accent");
    private Optional<Stop> underWay = Optional.empty();

    ImportDialog(FleetModel fleet, WorkstationModel workstation, Path file, Actions actions, ModalPane place) {
        this.fleet = fleet;
        this.workstation = workstation;
        this.file = file;
        this.actions = actions;
        this.dialog = new Dialog(place, "import-dialog", Say.of("import.heading", workstation.name()));
    }

    void open() {
        passphrase.setId("import-passphrase");
        load.setId("import-ok");
        load.setDefaultButton(true);
        load.setDisable(true);
        cancel.setId("import-cancel");
        var caption = Nodes.label(Say.of("import.passphrase"), "field-name");
        caption.setLabelFor(passphrase);
        lock.getStyleClass().add("field");
        lock.getChildren().addAll(caption, passphrase);
        Nodes.show(lock, false);
        dialog.add(Nodes.wrapped(Say.of("import.words", file.getFileName(), workstation.name())));
        dialog.add(lock);
        dialog.add(panel);
        dialog.add(cancel);
        dialog.add(load);
        dialog.onEscape(this::cancel);
        dialog.open(cancel);
        fleet.transfers().look(file, this::looked, (problems, _) -> panel.refuse(problems));
    }

    private void looked(boolean locked) {
        Nodes.show(lock, locked);
        load.setDisable(false);
        if (locked) {
            passphrase.requestFocus();
        } else {
            load.requestFocus();
        }
    }

    private void load() {
        var secret = new Passphrase(passphrase.getText().toCharArray());
        // As the board knows it now: the thread that asks may not look at the board.
        var places = fleet.places();
        var request =
                new Import(workstation.member(), file, "", () -> secret, id -> Optional.ofNullable(places.get(id)));
        setUnderWay(true);
        underWay = Optional.of(fleet.transfers()
                .begin(
                        workstation,
                        request,
                        panel::show,
                        pod -> {
                            end();
                            actions.report(
                                    Say.of("import.done", pod.getManifest().getName(), workstation.name()),
                                    Say.of("import.done.words"));
                        },
                        this::refused));
    }

    private void refused(List<Problem> problems, boolean cancelled) {
        if (cancelled) {
            end();
            actions.report(Say.of("import.cancelled"), Say.of("import.cancelled.words", workstation.name()));
        } else {
            setUnderWay(false);
            panel.refuse(problems);
        }
    }

    private void end() {
        setUnderWay(false);
        dialog.close();
    }

    private void setUnderWay(boolean is) {
        underWay = Optional.empty();
        dialog.setLocked(is);
        passphrase.setDisable(is);
        load.setDisable(is);
        cancel.setDisable(false);
        if (is) {
            panel.begin();
            cancel.requestFocus();
        } else {
            panel.clear();
        }
    }

    /** Of what is under way, or else the question. */
    private void cancel() {
        if (underWay.isEmpty()) {
            dialog.close();
        } else {
            cancel.setDisable(underWay.get().ask());
        }
    }
}
