package org.deskferry.app.board;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.parts.TroubleView;
import org.deskferry.app.ports.PortsWords;
import org.deskferry.proto.v1.OpenPorts;
import org.deskferry.proto.v1.Problem;

/** A pod's open ports as a line of text that can be changed. */
final class PortsEditor extends VBox {
    private final FleetModel fleet;
    private final PodModel pod;
    private final TextField text = new TextField();
    private final Button change = Nodes.button(Say.of("ports.change"), this::change);
    private final Label malformed = Nodes.wrapped("", "field-problem");
    private final VBox refusal = new VBox();
    private String shown = "";

    PortsEditor(FleetModel fleet, PodModel pod) {
        this.fleet = fleet;
        this.pod = pod;
        getStyleClass().add("ports");
        text.setId("ports-text");
        text.setPromptText(Say.of("ports.none"));
        text.setAccessibleText(Say.of("details.ports"));
        text.textProperty().subscribe(_ -> check());
        text.setOnAction(_ -> change());
        change.setId("ports-change");
        change.setMinWidth(USE_PREF_SIZE);
        refusal.getStyleClass().addAll("panel", "trouble");
        Nodes.show(refusal, false);
        HBox.setHgrow(text, Priority.ALWAYS);
        var line = new HBox(text, change);
        line.getStyleClass().add("ports-line");
        getChildren().addAll(line, malformed, Nodes.wrapped(Say.of("ports.hint"), "field-hint"), refusal);
    }

    /** What somebody is writing stays. */
    void show(List<OpenPorts> open) {
        var words = PortsWords.of(open);
        if (text.getText().equals(shown)) {
            text.setText(words);
        }
        shown = words;
        check();
    }

    private void check() {
        var problem = problem();
        malformed.setText(problem);
        Nodes.show(malformed, !problem.isEmpty());
        change.setDisable(!problem.isEmpty() || text.getText().equals(shown));
    }

    private String problem() {
        try {
            var _ = PortsWords.parseAll(text.getText());
            return "";
        } catch (IllegalArgumentException malformed) {
            return Say.of("ports.malformed", text.getText().strip());
        }
    }

    private void change() {
        if (!change.isDisabled()) {
            change.setDisable(true);
            Nodes.show(refusal, false);
            var open = PortsWords.parseAll(text.getText());
            // As a workstation would write them, so that they count as what is shown.
            text.setText(PortsWords.of(open));
            fleet.setOpenPorts(pod, open, () -> {}, this::refused);
        }
    }

    private void refused(List<Problem> problems) {
        refusal.getChildren().setAll(problems.stream().map(TroubleView::help).toList());
        Nodes.show(refusal, true);
        check();
    }
}
