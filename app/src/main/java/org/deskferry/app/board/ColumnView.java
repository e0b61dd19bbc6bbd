package org.deskferry.app.board;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.deskferry.app.fleet.Obstacle;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.fleet.Reach;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.app.parts.FleetWords;
import org.deskferry.app.parts.Nodes;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** A workstation with its pods. Tells a dragged pod whether it can come here. */
final class ColumnView extends VBox {
    private static final PseudoClass OPEN = PseudoClass.getPseudoClass("drop-open");
    private static final PseudoClass SHUT = PseudoClass.getPseudoClass("drop-shut");
    private static final PseudoClass HOVERED = PseudoClass.getPseudoClass("drop-hovered");

    private final WorkstationModel workstation;
    private final Actions actions;
    private final Ticker ticker;
    private final Drag drag;
    private final ColumnHeader header;
    private final CardGrid grid = new CardGrid();
    private final ScrollPane scroll = new ScrollPane(grid);
    private final VBox empty = new VBox();
    private final VerdictView verdict = new VerdictView();
    private final ListChangeListener<PodModel> podsChanged = _ -> showPods();
    private final Subscription subscriptions;
    private Subscription outlook = Subscription.EMPTY;

    ColumnView(WorkstationModel workstation, Actions actions, Ticker ticker, Drag drag) {
        this.workstation = workstation;
        this.actions = actions;
        this.ticker = ticker;
        this.drag = drag;
        this.header = new ColumnHeader(workstation, actions, ticker);
        setId("column-" + workstation.name());
        setAccessibleText(Say.of("column.accessible", workstation.name()));
        getStyleClass().add("column");
        getChildren().addAll(header, body());
        drag.onto(this);
        workstation.pods().addListener(podsChanged);
        workstation.arriving().addListener(podsChanged);
        subscriptions = Subscription.combine(
                workstation.reachProperty().subscribe(_ -> show()),
                workstation.factsProperty().subscribe(_ -> header.show()),
                workstation.evacuationProperty().subscribe(_ -> header.show()),
                ticker.now().subscribe(_ -> header.show()),
                drag.pod().subscribe(this::judge));
        showPods();
    }

    WorkstationModel workstation() {
        return workstation;
    }

    /** In the order they are shown. */
    List<CardView> cards() {
        return nodes(CardView.class);
    }

    /** The part of the column in which cards can be seen. */
    ScrollPane viewport() {
        return scroll;
    }

    void setHovered(boolean hovered) {
        pseudoClassStateChanged(HOVERED, hovered);
    }

    /** It is no longer shown. */
    void close() {
        subscriptions.unsubscribe();
        outlook.unsubscribe();
        workstation.pods().removeListener(podsChanged);
        workstation.arriving().removeListener(podsChanged);
        cards().forEach(CardView::close);
        nodes(ArrivingView.class).forEach(ArrivingView::close);
    }

    private Node body() {
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        grid.getStyleClass().add("cards");
        empty.getStyleClass().add("column-empty");
        empty.setMouseTransparent(false);
        var body = new StackPane(scroll, empty, verdict);
        VBox.setVgrow(body, Priority.ALWAYS);
        return body;
    }

    private void showPods() {
        bring(workstation.pods(), CardView.class, CardView::pod, this::card, CardView::close);
        bring(workstation.arriving(), ArrivingView.class, ArrivingView::pod, ArrivingView::new, ArrivingView::close);
        show();
    }

    /** Makes the nodes of one kind those of the wanted pods, and keeps the ones that are there already. */
    private <N extends Node> void bring(
            ObservableList<PodModel> wanted,
            Class<N> kind,
            Function<N, PodModel> podOf,
            Function<PodModel, N> make,
            java.util.function.Consumer<N> close) {
        var before = nodes(kind);
        before.stream().filter(node -> !wanted.contains(podOf.apply(node))).forEach(node -> {
            if (node.isFocused()) {
                // It may be on its way to another column, where its card is not made yet.
                Platform.runLater(() -> actions.focus(podOf.apply(node)));
            }
            close.accept(node);
            grid.getChildren().remove(node);
        });
        var start = kind == CardView.class ? 0 : cards().size();
        for (int i = 0; i < wanted.size(); i++) {
            var pod = wanted.get(i);
            var there = before.stream().filter(node -> podOf.apply(node) == pod).findFirst();
            var node = there.orElseGet(() -> make.apply(pod));
            if (grid.getChildren().indexOf(node) != start + i) {
                grid.getChildren().remove(node);
                grid.getChildren().add(start + i, node);
            }
        }
    }

    private CardView card(PodModel pod) {
        var card = new CardView(pod, actions, ticker);
        drag.from(card);
        return card;
    }

    private void show() {
        header.show();
        Nodes.show(empty, grid.getChildren().isEmpty());
        if (empty.isVisible()) {
            showEmpty();
        }
    }

    private void showEmpty() {
        var online = workstation.reach() instanceof Reach.Online;
        empty.getChildren()
                .setAll(
                        Nodes.icon(MaterialDesignM.MONITOR_DASHBOARD, "empty-icon"),
                        Nodes.wrapped(Say.of(online ? "column.empty" : "column.unknown"), "empty-title"));
        if (online) {
            var create = Nodes.button(Say.of("create.button"), () -> actions.create(workstation));
            create.setGraphic(Nodes.icon(MaterialDesignP.PLUS));
            create.setId("create-first-" + workstation.name());
            empty.getChildren().addAll(Nodes.wrapped(Say.of("column.empty.hint"), "empty-hint"), create);
        }
    }

    private void judge(Optional<PodModel> dragged) {
        var obstacle = dragged.flatMap(pod -> Obstacle.between(pod, workstation));
        var home = dragged.filter(pod -> pod.home() == workstation).isPresent();
        pseudoClassStateChanged(OPEN, dragged.isPresent() && obstacle.isEmpty());
        pseudoClassStateChanged(SHUT, obstacle.isPresent());
        outlook.unsubscribe();
        outlook = Subscription.EMPTY;
        verdict.hide();
        if (home) {
            return;
        }
        obstacle.ifPresent(why ->
                dragged.ifPresent(pod -> verdict.refuse(FleetWords.obstacle(why, pod.name(), workstation.name()))));
        if (obstacle.isEmpty()) {
            dragged.ifPresent(this::invite);
        }
    }

    private void invite(PodModel pod) {
        outlook = actions.outlook(pod, workstation)
                .subscribe(known -> verdict.invite(pod.name(), workstation.name(), known));
    }

    private <N extends Node> List<N> nodes(Class<N> kind) {
        return grid.getChildren().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
