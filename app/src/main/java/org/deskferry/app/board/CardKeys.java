package org.deskferry.app.board;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The keyboard on cards: arrows go to the nearest card that way, letters act on the card. */
final class CardKeys {
    private final Actions actions;

    CardKeys(Actions actions) {
        this.actions = actions;
    }

    /** {@code cards}: all that are shown, of which {@code card} has the focus. */
    void press(KeyEvent key, CardView card, List<CardView> cards) {
        if (key.isControlDown() || key.isAltDown() || key.isMetaDown()) {
            return;
        }
        var pod = card.pod();
        switch (key.getCode()) {
            case M, ENTER -> card.chooseDestination();
            case C -> actions.cancelMove(pod);
            case Z -> card.moveBack();
            case O -> actions.openScreen(pod);
            case I -> actions.showDetails(pod);
            case S -> actions.suspendOrResume(pod);
            case E -> actions.evacuate(pod.home());
            case DELETE -> actions.destroy(pod);
            case ESCAPE -> {
                pod.forgetMove();
                pod.forgetRestFailure();
            }
            case LEFT, RIGHT, UP, DOWN -> nearest(card, cards, key.getCode()).ifPresent(CardView::requestFocus);
            default -> {
                return;
            }
        }
        key.consume();
    }

    private static Optional<CardView> nearest(CardView from, List<CardView> cards, KeyCode way) {
        var here = bounds(from);
        return cards.stream()
                .filter(card -> card != from && ahead(here, bounds(card), way) > 1)
                .min(Comparator.comparingDouble(card -> distance(here, bounds(card), way)));
    }

    private static double ahead(Bounds from, Bounds to, KeyCode way) {
        return switch (way) {
            case LEFT -> from.getCenterX() - to.getCenterX();
            case RIGHT -> to.getCenterX() - from.getCenterX();
            case UP -> from.getMinY() - to.getMinY();
            default -> to.getMinY() - from.getMinY();
        };
    }

    /** Sideways distance counts more, so that the arrows keep to a row or a column where they can. */
    private static double distance(Bounds from, Bounds to, KeyCode way) {
        double x = Math.abs(from.getCenterX() - to.getCenterX());
        double y = Math.abs(from.getMinY() - to.getMinY());
        return way == KeyCode.LEFT || way == KeyCode.RIGHT ? x + 3 * y : y + 3 * x;
    }

    private static Bounds bounds(CardView card) {
        return card.localToScene(card.getLayoutBounds());
    }
}
