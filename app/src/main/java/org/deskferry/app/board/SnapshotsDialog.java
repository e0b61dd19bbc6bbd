package org.deskferry.app.board;

import atlantafx.base.controls.ModalPane;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ResumePodResponse;
import org.deskferry.proto.v1.SnapshotRecord;

/** The snapshots of a workstation, each to be restored as a new pod, or removed. */
final class SnapshotsDialog {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM).withZone(ZoneId.systemDefault());

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
        dialog.add(Nodes.wrapped(Say.of("snapshots.hint"), "dialog-note"));
        dialog.add(refusal);
        dialog.add(close);
        dialog.open(close);
        look();
    }

    private void look() {
        fleet.snapshots(workstation, this::show, this::refused);
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
                                TIME.format(Instant.ofEpochSecond(
                                        description.getTime().getSeconds())),
                                Units.bytes(snapshot.getBytes())),
                        "field-hint"));
        var restore = Nodes.button(Say.of("snapshots.restore"), () -> {});
        var remove = Nodes.button(Say.of("snapshots.remove"), () -> {}, "danger");
        var line = new HBox(words, restore, remove);
        line.setId("snapshot-" + snapshot.getName());
        HBox.setHgrow(words, Priority.ALWAYS);
        restore.setOnAction(_ -> {
            line.setDisable(true);
            fleet.restore(workstation, snapshot, restored -> restored(snapshot, restored), this::refused);
        });
        remove.setOnAction(_ -> {
            line.setDisable(true);
            fleet.deleteSnapshot(workstation, snapshot, _ -> look(), this::refused);
        });
        return line;
    }

    private void restored(SnapshotRecord snapshot, ResumePodResponse restored) {
        close();
        actions.tell(
                Say.of("restore.done", snapshot.getName()),
                Say.of("restore.as", restored.getPod().getManifest().getName()));
    }

    private void refused(List<Problem> problems) {
        refusal.getChildren().setAll(problems.stream().map(TroubleView::help).toList());
        Nodes.show(refusal, true);
        lines.getChildren().forEach(line -> line.setDisable(false));
    }

    private void close() {
        dialog.close();
    }
}
