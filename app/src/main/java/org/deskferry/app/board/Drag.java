package org.deskferry.app.board;

import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.paint.Color;
import javafx.scene.transform.Scale;
import org.deskferry.app.fleet.Obstacle;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.app.parts.FleetWords;

/** The card that is being dragged, and what its drop means. */
final class Drag {
    private static final DataFormat POD = new DataFormat("application/x-deskferry-pod");
    private static final double PICTURE_SCALE = 0.6;

    private final Actions actions;
    private final ReadOnlyObjectWrapper<Optional<PodModel>> pod = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<WorkstationModel> over = Optional.empty();

    Drag(Actions actions) {
        this.actions = actions;
    }

    /** The pod in the user's hand. */
    ReadOnlyObjectProperty<Optional<PodModel>> pod() {
        return pod.getReadOnlyProperty();
    }

    void from(CardView card) {
        card.setOnDragDetected(event -> begin(card, event));
        card.setOnDragDone(this::done);
    }

    /** {@code board}: what holds all columns; between them there is nothing to drop on. */
    void within(Node board) {
        board.addEventFilter(DragEvent.DRAG_OVER, _ -> over = Optional.empty());
    }

    void onto(ColumnView column) {
        var workstation = column.workstation();
        column.addEventHandler(DragEvent.DRAG_OVER, event -> {
            over = Optional.of(workstation);
            column.setHovered(true);
            accepted(event, workstation).ifPresent(_ -> event.acceptTransferModes(TransferMode.MOVE));
        });
        column.addEventHandler(DragEvent.DRAG_EXITED, _ -> column.setHovered(false));
        column.addEventHandler(DragEvent.DRAG_DROPPED, event -> {
            var dropped = accepted(event, workstation);
            dropped.ifPresent(moved -> actions.move(moved, workstation));
            event.setDropCompleted(dropped.isPresent());
            event.consume();
        });
    }

    private void begin(CardView card, MouseEvent event) {
        event.consume();
        var obstacle = card.obstacle();
        if (obstacle.isPresent()) {
            // What does not move tells why.
            actions.tell(
                    Say.of("drag.not", card.pod().name()),
                    FleetWords.obstacle(
                            obstacle.get(), card.pod().name(), card.pod().home().name()));
            return;
        }
        var board = card.startDragAndDrop(TransferMode.MOVE);
        var content = new ClipboardContent();
        content.put(POD, card.pod().id());
        board.setContent(content);
        var picture = new SnapshotParameters();
        picture.setFill(Color.TRANSPARENT);
        picture.setTransform(new Scale(PICTURE_SCALE, PICTURE_SCALE));
        // Without the shadow around the card: not every desktop can draw a see-through picture.
        picture.setViewport(new Rectangle2D(
                card.getLayoutX() * PICTURE_SCALE,
                card.getLayoutY() * PICTURE_SCALE,
                card.getWidth() * PICTURE_SCALE,
                card.getHeight() * PICTURE_SCALE));
        board.setDragView(card.snapshot(picture, null), event.getX() * PICTURE_SCALE, event.getY() * PICTURE_SCALE);
        card.setDragged(true);
        pod.set(Optional.of(card.pod()));
    }

    private void done(DragEvent event) {
        event.consume();
        if (event.getSource() instanceof CardView card) {
            card.setDragged(false);
        }
        if (event.getTransferMode() == null) {
            explain();
        }
        pod.set(Optional.empty());
        over = Optional.empty();
    }

    private void explain() {
        pod.get()
                .ifPresent(moved -> over.ifPresent(workstation -> Obstacle.between(moved, workstation)
                        .filter(obstacle -> obstacle != Obstacle.SAME_WORKSTATION)
                        .ifPresent(obstacle -> actions.tell(
                                Say.of("failed.heading", workstation.name()),
                                FleetWords.obstacle(obstacle, moved.name(), workstation.name())))));
    }

    private Optional<PodModel> accepted(DragEvent event, WorkstationModel workstation) {
        return event.getDragboard().hasContent(POD)
                ? pod.get().filter(moved -> Obstacle.between(moved, workstation).isEmpty())
                : Optional.empty();
    }
}
