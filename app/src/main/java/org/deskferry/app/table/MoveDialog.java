package org.deskferry.app.table;

import atlantafx.base.controls.ModalPane;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.util.StringConverter;
import org.controlsfx.control.SearchableComboBox;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.Obstacle;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.fleet.Reach;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.app.parts.Dialog;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.parts.Units;
import org.jspecify.annotations.Nullable;

/** Asks where some pods are to go, and says what each would meet there, before anything moves. */
final class MoveDialog {
    private final FleetModel fleet;
    private final List<PodModel> pods;
    private final Dialog dialog;
    private final MoveForecast forecast;
    private final SearchableComboBox<WorkstationModel> destination = new SearchableComboBox<>();
    private final Button cancel = Nodes.button(Say.of("cancel"), this::close);
    private final Button move = Nodes.button(Say.of("move.button", 0), this::move, "accent");

    MoveDialog(FleetModel fleet, List<PodModel> pods, ModalPane place) {
        this.fleet = fleet;
        this.pods = pods;
        this.forecast = new MoveForecast(fleet, pods);
        var heading = Say.of("move.heading", pods.size(), pods.getFirst().name());
        this.dialog = new Dialog(place, "move-dialog", heading);
    }

    void open() {
        destination.setId("move-destination");
        destination.setMaxWidth(Double.MAX_VALUE);
        destination.setPromptText(Say.of("move.choose"));
        destination.setConverter(new Names());
        destination.getItems().setAll(destinations());
        destination.valueProperty().subscribe((_, _) -> show());
        var scroll = new ScrollPane(forecast);
        scroll.getStyleClass().add("losses");
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        move.setId("move-ok");
        move.setDefaultButton(true);
        move.setDisable(true);
        cancel.setCancelButton(true);
        dialog.onEscape(this::close);
        dialog.add(Nodes.field(Say.of("move.to"), destination));
        dialog.add(scroll);
        dialog.add(Nodes.wrapped(Say.of("move.promise", pods.size())));
        dialog.add(cancel);
        dialog.add(move);
        dialog.open(destination);
    }

    /** Those that answer, but not one where all of them are. */
    private List<WorkstationModel> destinations() {
        return fleet.workstations().stream()
                .filter(workstation -> workstation.reach() instanceof Reach.Online)
                .filter(workstation -> pods.stream().anyMatch(pod -> pod.home() != workstation))
                .toList();
    }

    private Optional<WorkstationModel> chosen() {
        return Optional.ofNullable(destination.getValue());
    }

    private void show() {
        var going = chosen().map(this::going).orElse(List.of());
        move.setText(Say.of("move.button", going.size()));
        move.setDisable(going.isEmpty());
        chosen().ifPresent(forecast::show);
    }

    private List<PodModel> going(WorkstationModel workstation) {
        return pods.stream()
                .filter(pod -> Obstacle.between(pod, workstation).isEmpty())
                .toList();
    }

    private void move() {
        chosen().ifPresent(workstation -> fleet.move(going(workstation), workstation));
        close();
    }

    private void close() {
        forecast.close();
        dialog.close();
    }

    private final class Names extends StringConverter<WorkstationModel> {
        @Override
        public String toString(@Nullable WorkstationModel workstation) {
            if (workstation == null) {
                return "";
            }
            var free = Units.bytes(workstation.facts().getMemoryAvailableBytes());
            var site = workstation.member().site();
            return site.isEmpty()
                    ? Say.of("move.destination", workstation.name(), free)
                    : Say.of("move.destination-at", workstation.name(), site, free);
        }

        @Override
        public @Nullable WorkstationModel fromString(String words) {
            return destination.getItems().stream()
                    .filter(workstation -> toString(workstation).equals(words))
                    .findFirst()
                    .orElse(null);
        }
    }
}
