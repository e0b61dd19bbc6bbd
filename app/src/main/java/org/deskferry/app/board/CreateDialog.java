package org.deskferry.app.board;

import atlantafx.base.controls.ModalPane;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.app.parts.Dialog;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.parts.TroubleView;
import org.deskferry.app.words.PhraseBook;
import org.deskferry.proto.v1.CreatePodRequest;
import org.deskferry.proto.v1.Geometry;
import org.deskferry.proto.v1.Problem;

/** Asks for a new pod's name, owner and size, and stays until the workstation has made it or said why not. */
final class CreateDialog {
    // As PodManifest.owner says.
    private static final int LONGEST_OWNER = 64;

    private final FleetModel fleet;
    private final WorkstationModel workstation;
    private final Actions actions;
    private final Dialog dialog;
    private final TextField name = new TextField();
    private final TextField owner = new TextField();
    private final ComboBox<Geometry> size = new ComboBox<>();
    private final Label nameProblem = Nodes.wrapped("", "field-problem");
    private final VBox refusal = new VBox();
    private final HBox waiting = new HBox();
    private final Button create = Nodes.button(Say.of("create.button"), this::create, "accent");
    private final Button cancel = Nodes.button(Say.of("cancel"), this::cancel);

    CreateDialog(FleetModel fleet, WorkstationModel workstation, Actions actions, ModalPane place) {
        this.fleet = fleet;
        this.workstation = workstation;
        this.actions = actions;
        var site = workstation.member().site();
        this.dialog = new Dialog(
                place,
                "create-dialog",
                site.isEmpty()
                        ? Say.of("create.heading", workstation.name())
                        : Say.of("create.heading-at", workstation.name(), site));
    }

    void open() {
        name.setId("create-name");
        name.setText(suggestion());
        name.textProperty().subscribe(_ -> check());
        owner.setId("create-owner");
        owner.setText(fleet.standpoint().operator());
        owner.setPromptText(Say.of("create.owner.none"));
        owner.setTextFormatter(
                new TextFormatter<>(change -> change.getControlNewText().length() <= LONGEST_OWNER ? change : null));
        size.setId("create-size");
        size.getItems().setAll(Sizes.OFFERED);
        size.getSelectionModel().selectFirst();
        size.setCellFactory(_ -> new SizeCell());
        size.setButtonCell(new SizeCell());
        size.setMaxWidth(Double.MAX_VALUE);
        refusal.getStyleClass().addAll("panel", "trouble");
        refusal.setId("create-refusal");
        waiting.getStyleClass().add("waiting");
        waiting.getChildren()
                .addAll(new ProgressIndicator(), Nodes.wrapped(Say.of("create.waiting", workstation.name())));
        Nodes.show(refusal, false);
        Nodes.show(waiting, false);
        create.setDefaultButton(true);
        create.setId("create-ok");
        dialog.add(Nodes.field(Say.of("create.name"), name, nameProblem));
        dialog.add(Nodes.field(Say.of("create.owner"), owner));
        dialog.add(Nodes.field(Say.of("create.size"), size, Nodes.wrapped(Say.of("create.size.hint"), "field-hint")));
        dialog.add(refusal);
        dialog.add(waiting);
        dialog.add(cancel);
        dialog.add(create);
        dialog.open(name);
        name.selectAll();
    }

    private void create() {
        var request = CreatePodRequest.newBuilder()
                .setName(name.getText())
                .setOwner(owner.getText().strip())
                .setGeometry(size.getValue())
                .build();
        setWaiting(true);
        fleet.create(workstation, request, dialog::close, this::refused);
    }

    private void refused(List<Problem> problems) {
        setWaiting(false);
        refusal.getChildren().setAll(problems.stream().map(TroubleView::help).toList());
        Nodes.show(refusal, true);
        if (!dialog.isOpen()) {
            actions.tell(Say.of("create.failed", name.getText(), workstation.name()), PhraseBook.reasons(problems));
        }
    }

    private void cancel() {
        dialog.close();
    }

    private void setWaiting(boolean is) {
        Nodes.show(waiting, is);
        name.setDisable(is);
        owner.setDisable(is);
        size.setDisable(is);
        create.setDisable(is);
        cancel.setText(Say.of(is ? "create.leave" : "cancel"));
        if (is) {
            Nodes.show(refusal, false);
            cancel.requestFocus();
        } else {
            name.requestFocus();
        }
    }

    private void check() {
        var problem = PodName.problem(name.getText(), fleet);
        nameProblem.setText(problem);
        Nodes.show(nameProblem, !problem.isEmpty());
        create.setDisable(!problem.isEmpty());
    }

    private String suggestion() {
        var taken = PodName.taken(fleet);
        return IntStream.iterate(1, i -> i + 1)
                .mapToObj(i -> Say.of("create.name.suggestion", Integer.toString(i)))
                .filter(free -> !taken.contains(free))
                .findFirst()
                .orElse("");
    }

    private static final class SizeCell extends ListCell<Geometry> {
        @Override
        protected void updateItem(Geometry item, boolean isEmpty) {
            super.updateItem(item, isEmpty);
            setText(isEmpty || item == null ? "" : Sizes.words(item));
        }
    }
}
