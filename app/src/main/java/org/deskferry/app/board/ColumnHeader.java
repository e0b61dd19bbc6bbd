package org.deskferry.app.board;

import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.deskferry.app.fleet.Reach;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.parts.TroubleView;
import org.deskferry.app.parts.Units;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.WorkstationFacts;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** A workstation's name, state, load and memory, and the button that makes a pod there. */
final class ColumnHeader extends VBox {
    private static final PseudoClass ONLINE = PseudoClass.getPseudoClass("online");
    private static final PseudoClass GONE = PseudoClass.getPseudoClass("gone");

    private final WorkstationModel workstation;
    private final Ticker ticker;
    private final Region dot = new Region();
    private final Label status = Nodes.label("", "status");
    private final Meter load = new Meter(Say.of("meter.load"));
    private final Meter memory = new Meter(Say.of("meter.memory"));
    private final Button create;
    private final Button problems;
    private final Button more;
    private final EvacuationPanel evacuation;
    private final VBox trouble = new VBox();
    private List<Problem> explained = List.of();

    ColumnHeader(WorkstationModel workstation, Actions actions, Ticker ticker) {
        this.workstation = workstation;
        this.ticker = ticker;
        create = Nodes.iconButton(
                MaterialDesignP.PLUS, Say.of("create.on", workstation.name()), () -> actions.create(workstation));
        create.setId("create-" + workstation.name());
        problems = Nodes.iconButton(MaterialDesignA.ALERT_OUTLINE, Say.of("problems.show"), this::explain);
        problems.setId("problems-" + workstation.name());
        problems.getStyleClass().add("has-problems");
        more = Nodes.iconButton(MaterialDesignD.DOTS_VERTICAL, Say.of("menu.more", workstation.name()), () -> {});
        more.setId("column-menu-" + workstation.name());
        more.setOnAction(_ -> new ColumnMenu(workstation, actions).open(more));
        evacuation = new EvacuationPanel(workstation);
        getStyleClass().add("column-header");
        getChildren().addAll(title(), meters(), evacuation, trouble);
    }

    void show() {
        var reach = workstation.reach();
        pseudoClassStateChanged(ONLINE, reach instanceof Reach.Online);
        pseudoClassStateChanged(GONE, reach instanceof Reach.Away || reach instanceof Reach.NotTrusted);
        status.setText(Say.of(
                "column.status",
                Say.reach(workstation, ticker),
                workstation.pods().size()));
        create.setDisable(!(reach instanceof Reach.Online));
        evacuation.show(workstation.evacuationProperty().get());
        showFacts(workstation.facts());
        explainAbsence(
                switch (reach) {
                    case Reach.Away away -> away.problems();
                    case Reach.NotTrusted notTrusted -> notTrusted.problems();
                    default -> List.of();
                });
    }

    private void showFacts(WorkstationFacts facts) {
        Nodes.show(problems, facts.getProblemsCount() > 0);
        if (facts.getCpus() == 0 || !(workstation.reach() instanceof Reach.Online)) {
            return;
        }
        var now = ticker.now().get();
        load.show(
                Say.of("meter.load-of", String.format(Locale.getDefault(), "%.2f", facts.getLoad()), facts.getCpus()),
                facts.getLoad() / facts.getCpus(),
                now);
        long total = facts.getMemoryTotalBytes();
        long used = total - facts.getMemoryAvailableBytes();
        memory.show(Units.bytesOf(used, total), (double) used / Math.max(1, total), now);
    }

    /** Says why the workstation is not there; built anew only when the words change. */
    private void explainAbsence(List<Problem> why) {
        if (!why.equals(explained)) {
            explained = List.copyOf(why);
            trouble.getChildren().setAll(why.stream().map(TroubleView::help).toList());
        }
        Nodes.show(trouble, !why.isEmpty());
    }

    private HBox title() {
        dot.getStyleClass().add("dot");
        var name = Nodes.label(workstation.name(), "column-name");
        name.setMinWidth(0);
        status.setId("status-" + workstation.name());
        status.setMinWidth(0);
        var line = new HBox(dot, name);
        line.getStyleClass().add("column-name-line");
        var names = new VBox(line, status);
        names.setMinWidth(0);
        HBox.setHgrow(names, Priority.ALWAYS);
        var title = new HBox(names, problems, create, more);
        title.getStyleClass().add("column-title");
        return title;
    }

    private HBox meters() {
        trouble.getStyleClass().addAll("panel", "absence");
        var meters = new HBox(load, memory);
        meters.getStyleClass().add("meters");
        HBox.setHgrow(load, Priority.ALWAYS);
        HBox.setHgrow(memory, Priority.ALWAYS);
        load.setMinWidth(0);
        memory.setMinWidth(0);
        load.setPrefWidth(1);
        memory.setPrefWidth(1);
        return meters;
    }

    private void explain() {
        var help = new VBox();
        help.getStyleClass().add("popover-help");
        workstation
                .facts()
                .getProblemsList()
                .forEach(problem -> help.getChildren().add(TroubleView.help(problem)));
        Popovers.show(problems, Say.of("problems.title", workstation.name()), help);
    }
}
