package org.deskferry.app.board;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.fleet.WorkstationModel;

/** All columns side by side; they share the width and scroll when there are too many. */
final class Columns extends ScrollPane {
    private static final Duration PICTURE_AGE = Duration.ofSeconds(3);
    private static final double EDGE = 60;
    private static final double EDGE_STEP = 0.02;

    private final Actions actions;
    private final Ticker ticker;
    private final Drag drag;
    private final CardKeys keys;
    private final HBox row = new HBox();

    Columns(Actions actions, Ticker ticker) {
        this.actions = actions;
        this.ticker = ticker;
        this.drag = new Drag(actions);
        this.keys = new CardKeys(actions);
        row.getStyleClass().add("columns");
        setContent(row);
        setFitToHeight(true);
        setFitToWidth(true);
        setFocusTraversable(false);
        getStyleClass().add("board-scroll");
        setVbarPolicy(ScrollBarPolicy.NEVER);
        drag.within(this);
        addEventFilter(DragEvent.DRAG_OVER, this::scrollAtEdge);
        addEventFilter(KeyEvent.KEY_PRESSED, this::press);
    }

    /** Makes the columns those of the fleet. */
    void show(List<WorkstationModel> wanted) {
        var before = columns();
        before.stream().filter(column -> !wanted.contains(column.workstation())).forEach(ColumnView::close);
        row.getChildren()
                .setAll(wanted.stream().map(each -> column(each, before)).toList());
    }

    /** Nobody looks at them any more. */
    void clear() {
        show(List.of());
    }

    /** The pictures that can be seen now. */
    Stream<Thumbnails.Want> wants(double scale) {
        return columns().stream()
                .flatMap(column -> column.cards().stream().filter(card -> isSeen(card, column)))
                .map(card -> new Thumbnails.Want(
                        card.pod(), (int) Math.ceil(card.screen().getWidth() * scale), PICTURE_AGE));
    }

    void focus(PodModel pod) {
        cards().stream().filter(card -> card.pod() == pod).forEach(Node::requestFocus);
    }

    private ColumnView column(WorkstationModel workstation, List<ColumnView> before) {
        return before.stream()
                .filter(column -> column.workstation() == workstation)
                .findFirst()
                .orElseGet(() -> {
                    var column = new ColumnView(workstation, actions, ticker, drag);
                    HBox.setHgrow(column, Priority.ALWAYS);
                    return column;
                });
    }

    private boolean isSeen(CardView card, ColumnView column) {
        Bounds place = card.screen().localToScene(card.screen().getLayoutBounds());
        return card.screen().getWidth() > 0
                && place.intersects(
                        column.viewport().localToScene(column.viewport().getLayoutBounds()))
                && place.intersects(localToScene(getLayoutBounds()));
    }

    private void press(KeyEvent key) {
        if (key.getTarget() instanceof CardView card) {
            keys.press(key, card, cards());
        }
    }

    private void scrollAtEdge(DragEvent event) {
        double x = sceneToLocal(event.getSceneX(), event.getSceneY()).getX();
        if (x < EDGE) {
            setHvalue(Math.max(0, getHvalue() - EDGE_STEP));
        } else if (x > getWidth() - EDGE) {
            setHvalue(Math.min(1, getHvalue() + EDGE_STEP));
        }
    }

    private List<CardView> cards() {
        return columns().stream().flatMap(column -> column.cards().stream()).toList();
    }

    private List<ColumnView> columns() {
        return row.getChildren().stream().map(ColumnView.class::cast).toList();
    }
}
