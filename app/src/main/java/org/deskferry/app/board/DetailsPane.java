package org.deskferry.app.board;

import java.time.Instant;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.MoveState;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.parts.FleetWords;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.parts.TroubleView;
import org.deskferry.app.parts.Units;
import org.deskferry.app.words.Dates;
import org.deskferry.proto.v1.MoveResult;
import org.deskferry.proto.v1.Pod;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/** All that is known of one pod, beside the board. */
final class DetailsPane extends VBox {
    private final PodModel pod;
    private final PortsEditor ports;
    private final VBox content = new VBox();
    private final Subscription subscription;
    private final java.util.Map<String, TextField> values = new java.util.HashMap<>();

    DetailsPane(FleetModel fleet, PodModel pod, Runnable close) {
        this.pod = pod;
        this.ports = new PortsEditor(fleet, pod);
        setId("details");
        getStyleClass().add("details");
        content.getStyleClass().add("details-content");
        var name = Nodes.label(pod.name(), "details-name");
        name.setMinWidth(0);
        var cross = Nodes.iconButton(MaterialDesignC.CLOSE, Say.of("details.close"), close);
        cross.setId("details-close");
        var head = new HBox(name, Nodes.spacer(), cross);
        head.getStyleClass().add("details-head");
        var scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, scroll);
        subscription = Subscription.combine(
                pod.podProperty().subscribe(_ -> showPod()),
                pod.homeProperty().subscribe(_ -> showPod()),
                pod.moveProperty().subscribe((_, _) -> rebuild()));
        rebuild();
    }

    PodModel pod() {
        return pod;
    }

    /** It is no longer shown. */
    void close() {
        subscription.unsubscribe();
    }

    private void rebuild() {
        content.getChildren().clear();
        values.clear();
        section("details.pod", "owner", "workstation", "state", "id", "image", "created", "display");
        section("details.address", "ipv4", "ipv6", "mac", "gateway");
        if (pod.isSuspended()) {
            section("details.suspended", "since", "on-disk", "rests-on", "connections", "ids", "epoch");
        } else {
            section("details.running", "processes", "memory", "connections", "ids", "epoch");
        }
        content.getChildren().addAll(Nodes.label(Say.of("details.ports"), "section"), ports);
        if (pod.move() instanceof MoveState.Done done) {
            done.result().ifPresent(result -> showMove(done, result));
        }
        if (pod.move() instanceof MoveState.Failed failed) {
            content.getChildren().add(Nodes.label(Say.of("failed.heading", failed.destination()), "section"));
            failed.problems().forEach(problem -> content.getChildren().add(TroubleView.help(problem)));
        }
        showPod();
    }

    private void showPod() {
        if (pod.isSuspended() != values.containsKey("since")) {
            rebuild();
            return;
        }
        var now = pod.pod();
        var suspension = now.getSuspension();
        var manifest = now.getManifest();
        var address = manifest.getAddress();
        set("owner", manifest.getOwner());
        set("workstation", pod.home().name());
        set("state", FleetWords.podState(now.getState()));
        set("id", manifest.getId());
        set("image", manifest.getImage());
        set(
                "created",
                manifest.hasCreated()
                        ? Dates.medium(
                                Instant.ofEpochSecond(manifest.getCreated().getSeconds()))
                        : "");
        set("display", Sizes.words(manifest.getGeometry()));
        set("ipv4", address.getIpv4());
        set("ipv6", address.getIpv6());
        set("mac", address.getMac());
        set("gateway", address.getGateway4());
        set("processes", Integer.toString(now.getProcesses()));
        set("memory", Units.bytes(now.getMemoryBytes()));
        set("connections", Integer.toString(pod.connections()));
        set(
                "since",
                suspension.hasTime()
                        ? Dates.medium(
                                Instant.ofEpochSecond(suspension.getTime().getSeconds()))
                        : "");
        set("on-disk", Say.of("details.on-disk.words", Units.bytes(suspension.getCheckpointBytes())));
        set("rests-on", pod.home().name());
        ports.show(manifest.getOpenPortsList());
        set("ids", ids(now));
        set("epoch", Long.toString(manifest.getEpoch() - 1));
    }

    private static String ids(Pod pod) {
        var ids = pod.getManifest().getIds();
        return Say.of(
                "details.id-range",
                Integer.toUnsignedString(ids.getFirst()),
                Integer.toUnsignedString(ids.getFirst() + Math.max(0, ids.getCount() - 1)));
    }

    private void showMove(MoveState.Done done, MoveResult result) {
        content.getChildren().add(Nodes.label(Say.of("details.move", done.source(), done.destination()), "section"));
        content.getChildren().add(Nodes.wrapped(FleetWords.result(result)));
        content.getChildren().add(new StepChart(result));
        residue(result.getResidueList(), done.source());
        residue(result.getDestinationResidueList(), done.destination());
    }

    private void residue(java.util.List<String> found, String workstation) {
        if (!found.isEmpty()) {
            content.getChildren().add(Nodes.label(Say.of("details.residue", workstation), "section"));
            found.forEach(line -> content.getChildren().add(Nodes.wrapped(line, "mono")));
        }
    }

    private void section(String heading, String... keys) {
        var grid = new GridPane();
        grid.getStyleClass().add("facts");
        var names = new ColumnConstraints();
        names.setMinWidth(USE_PREF_SIZE);
        var texts = new ColumnConstraints();
        texts.setHgrow(Priority.ALWAYS);
        texts.setFillWidth(true);
        grid.getColumnConstraints().addAll(names, texts);
        for (var key : keys) {
            // A text field, so that the value can be selected and copied.
            var value = new TextField();
            value.setEditable(false);
            value.getStyleClass().add("value");
            var name = Nodes.label(Say.of("details." + key), "fact-name");
            name.setLabelFor(value);
            values.put(key, value);
            grid.addRow(grid.getRowCount(), name, value);
        }
        content.getChildren().addAll(Nodes.label(Say.of(heading), "section"), grid);
    }

    private void set(String key, String text) {
        var value = values.get(key);
        if (value != null && !value.getText().equals(text)) {
            value.setText(text);
        }
    }
}
