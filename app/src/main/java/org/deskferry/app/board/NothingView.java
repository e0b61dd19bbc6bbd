package org.deskferry.app.board;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.deskferry.app.firstrun.Checkup;
import org.deskferry.app.firstrun.CheckupView;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.Reach;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.parts.TroubleView;
import org.deskferry.proto.v1.Problem;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;

/** Stands where the board would be while there is nothing to show, and says what to do about it. */
final class NothingView extends VBox {

    private NothingView(String id, Node picture) {
        setId(id);
        getStyleClass().add("nothing");
        getChildren()
                .addAll(
                        picture,
                        Nodes.wrapped(Say.of(id), "empty-title"),
                        Nodes.wrapped(Say.of(id + ".hint"), "empty-hint"));
    }

    static Node loading() {
        return new NothingView("loading", new ProgressIndicator());
    }

    /** No fleet is set up here, or its files cannot be used. */
    static Node noFleet(FleetModel fleet, List<Problem> problems) {
        var view = new NothingView("no-fleet", Nodes.icon(MaterialDesignF.FERRY, "empty-icon"));
        if (Files.exists(fleet.source().folder().resolve("fleet.pem"))) {
            var help = new VBox();
            help.getStyleClass().add("panel");
            problems.forEach(problem -> help.getChildren().add(TroubleView.help(problem)));
            view.getChildren().add(help);
        }
        return view.checked(fleet);
    }

    /** There is a fleet, and for the reason called {@code id} no pod to see. */
    static Node of(String id, FleetModel fleet, Runnable addWorkstation) {
        var view = new NothingView(id, Nodes.icon(MaterialDesignF.FERRY, "empty-icon"));
        var add = Nodes.button(Say.of("add-workstation"), addWorkstation, "accent");
        add.setId("add-first-workstation");
        view.getChildren().add(add);
        return view.checked(fleet);
    }

    private Node checked(FleetModel fleet) {
        var source = fleet.source();
        getChildren()
                .add(new CheckupView(
                        new Checkup(source.machine(), source.folder()),
                        () -> answering(fleet).map(WorkstationModel::facts)));
        var scroll = new ScrollPane(this);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("board-scroll");
        return scroll;
    }

    /** This machine, if its service can be asked. */
    private static Optional<WorkstationModel> answering(FleetModel fleet) {
        return fleet.here().filter(machine -> machine.reach() instanceof Reach.Online);
    }

    /** Which nothing there is to show of a fleet that can be read, if it is one. */
    static Optional<String> reason(FleetModel fleet) {
        var workstations = fleet.workstations();
        if (workstations.isEmpty()) {
            return Optional.of("no-workstations");
        } else if (workstations.stream().allMatch(NothingView::wasNeverThere)) {
            return Optional.of("no-answer");
        }
        var unready = fleet.podCountProperty().get() == 0
                && workstations.size() == 1
                && answering(fleet)
                        .map(WorkstationModel::facts)
                        .filter(facts -> facts.getEngine().isEmpty() || facts.getImagesCount() == 0)
                        .isPresent();
        return unready ? Optional.of("not-ready") : Optional.empty();
    }

    private static boolean wasNeverThere(WorkstationModel workstation) {
        return switch (workstation.reach()) {
            case Reach.Away away -> !away.everSeen();
            case Reach.NotTrusted _ -> true;
            case Reach.Connecting(), Reach.Online() -> false;
        };
    }
}
