package org.deskferry.app.board;

import atlantafx.base.controls.ModalPane;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.app.parts.Dialog;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.parts.TroubleView;
import org.deskferry.app.parts.Units;
import org.deskferry.app.words.Dates;
import org.deskferry.app.words.PhraseBook;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ResumePodResponse;
import org.deskferry.proto.v1.SnapshotRecord;

/** The snapshots of a workstation, each to be restored as a new pod, or removed. */
final class SnapshotsDialog {
    private static final PseudoClass DOUBTED = PseudoClass.getPseudoClass("doubted");

    private final FleetModel fleet;
    private final WorkstationModel workstation;
    private final Actions actions;
    private final Dialog dialog;
    private final VBox lines = new VBox();
    private final VBox refusal = new VBox();
    private final Button close = Nodes.button(Say.of("close"), this::close);

    SnapshotsDialog(FleetModel fleet, WorkstationModel workstation, Actions actions, ModalPane place) {
        this.fleet = fleet;
        this.workstation = workstation;
        this.actions = actions;
        this.dialog = new Dialog(place, "snapshots-dialog", Say.of("snapshots.heading", workstation.name()));
    }

    void open() {
        lines.getStyleClass().add("departures");
        refusal.getStyleClass().addAll("panel", "trouble");
        Nodes.show(refusal, false);
        var scroll = new ScrollPane(lines);
        scroll.getStyleClass().add("losses");
        scroll.setFitToWidth(true);
        close.setCancelButton(true);
        dialog.add(scroll);
        dialog.add(Nodes.wrapped(Say.of("snapshots.hint"), "field-hint"));
        dialog.add(refusal);
        dialog.add(close);
        dialog.open(close);
        lines.getChildren().setAll(Nodes.wrapped(Say.of("snapshots.waiting")));
        look();
    }

    private void look() {
        fleet.rests().snapshots(workstation, this::show, problems -> {
            lines.getChildren().setAll(Nodes.wrapped(Say.of("snapshots.unknown")));
            refused(problems);
        });
    }

    private void show(List<SnapshotRecord> snapshots) {
        lines.getChildren().setAll(snapshots.reversed().stream().map(this::line).toList());
        if (snapshots.isEmpty()) {
            lines.getChildren().add(Nodes.wrapped(Say.of("snapshots.none")));
        }
    }

    private Node line(SnapshotRecord snapshot) {
        var description = snapshot.getDescription();
        var words = new VBox(
                Nodes.wrapped(snapshot.getName(), "departure"),
                Nodes.wrapped(
                        Say.of(
                                "snapshots.line",
                                description.getManifest().getName(),
                                Dates.medium(Instant.ofEpochSecond(
                                        description.getTime().getSeconds())),
                                Units.bytes(snapshot.getBytes())),
                        "field-hint"));
        var restore = Nodes.button(Say.of("snapshots.restore"), () -> {});
        var remove = Nodes.button(Say.of("snapshots.remove"), () -> {}, "danger", "button-outlined");
        restore.getStyleClass().add("restore");
        restore.setMinWidth(Region.USE_PREF_SIZE);
        remove.setMinWidth(Region.USE_PREF_SIZE);
        var buttons = new HBox(restore, remove);
        buttons.getStyleClass().add("snapshot-buttons");
        var line = new VBox(words, buttons);
        line.getStyleClass().add("snapshot");
        line.setId("snapshot-" + snapshot.getName());
        restore.setOnAction(_ -> {
            begin(line);
            restore.setText(Say.of("snapshots.restoring"));
            fleet.rests()
                    .restore(
                            workstation,
                            snapshot,
                            restored -> restored(snapshot, restored),
                            problems -> refused("restore.failed", snapshot, problems));
        });
        remove.setOnAction(_ -> {
            if (!line.getPseudoClassStates().contains(DOUBTED)) {
                // What is removed is gone: the second press does it.
                line.pseudoClassStateChanged(DOUBTED, true);
                remove.setText(Say.of("snapshots.remove-really"));
                return;
            }
            begin(line);
            fleet.rests()
                    .deleteSnapshot(
                            workstation,
                            snapshot,
                            _ -> look(),
                            problems -> refused("remove.failed", snapshot, problems));
        });
        return line;
    }

    private void begin(Node line) {
        Nodes.show(refusal, false);
        line.setDisable(true);
    }

    private void restored(SnapshotRecord snapshot, ResumePodResponse restored) {
        close();
        actions.report(
                Say.of("restore.done", snapshot.getName()),
                Say.of("restore.as", restored.getPod().getManifest().getName()));
    }

    private void refused(String key, SnapshotRecord snapshot, List<Problem> problems) {
        if (!dialog.isOpen()) {
            actions.tell(
                    Say.of(key, snapshot.getName()),
                    problems.stream()
                            .map(problem -> PhraseBook.reason(problem) + " " + PhraseBook.remedy(problem))
                            .collect(Collectors.joining(" ")));
            return;
        }
        refused(problems);
        look();
    }

    private void refused(List<Problem> problems) {
        refusal.getChildren().setAll(problems.stream().map(TroubleView::help).toList());
        Nodes.show(refusal, true);
    }

    private void close() {
        dialog.close();
    }
}
