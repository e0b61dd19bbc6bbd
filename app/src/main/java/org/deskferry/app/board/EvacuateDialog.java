package org.deskferry.app.board;

import atlantafx.base.controls.ModalPane;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.deskferry.app.evacuation.Departure;
import org.deskferry.app.evacuation.Stay;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.app.parts.Dialog;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.words.PhraseBook;

/** Says which pod of some workstations would go where, in which order and why, and begins only then. */
final class EvacuateDialog {
    private final FleetModel fleet;
    private final List<WorkstationModel> sources;
    private final Dialog dialog;
    private final Button cancel = Nodes.button(Say.of("cancel"), this::close);
    private final Button evacuate = Nodes.button(Say.of("evacuate.button"), this::evacuate, "accent");

    EvacuateDialog(FleetModel fleet, List<WorkstationModel> sources, ModalPane place) {
        this.fleet = fleet;
        this.sources = List.copyOf(sources);
        this.dialog = new Dialog(place, "evacuate-dialog", Say.of("evacuate.heading", names(sources)));
    }

    void open() {
        var plans = fleet.evacuationPlans(sources).values();
        var nobodyGoes = plans.stream().allMatch(plan -> plan.departures().isEmpty());
        var lines = new VBox();
        lines.getStyleClass().add("departures");
        plans.forEach(plan -> {
            plan.departures().forEach(departure -> lines.getChildren().add(line(departure)));
            plan.stays().forEach(stay -> lines.getChildren().add(line(stay)));
        });
        var scroll = new ScrollPane(lines);
        scroll.getStyleClass().add("losses");
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        evacuate.setId("evacuate-ok");
        evacuate.setDefaultButton(true);
        evacuate.setDisable(nobodyGoes);
        cancel.setCancelButton(true);
        dialog.add(Nodes.wrapped(Say.of("evacuate.order")));
        dialog.add(scroll);
        dialog.add(Nodes.wrapped(Say.of("evacuate.promise")));
        dialog.add(cancel);
        dialog.add(evacuate);
        dialog.open(nobodyGoes ? cancel : evacuate);
    }

    private static String names(List<WorkstationModel> sources) {
        return String.join(", ", sources.stream().map(WorkstationModel::name).toList());
    }

    private static VBox line(Departure departure) {
        var pod = departure.pod();
        var destination = departure.destination();
        return new VBox(
                Nodes.wrapped(
                        Say.of("evacuate.to", pod.getManifest().getName(), destination.workstation()), "departure"),
                Nodes.wrapped(Say.why(destination), "field-hint"));
    }

    private static VBox line(Stay stay) {
        var line = new VBox(Nodes.wrapped(
                Say.of("evacuate.no-place", stay.pod().getManifest().getName()), "departure"));
        stay.problems()
                .forEach(problem -> line.getChildren()
                        .add(Nodes.wrapped(
                                Say.of("evacuate.against", PhraseBook.thing(problem), PhraseBook.reason(problem)),
                                "field-hint")));
        return line;
    }

    private void evacuate() {
        fleet.evacuate(sources);
        close();
    }

    private void close() {
        dialog.close();
    }
}
