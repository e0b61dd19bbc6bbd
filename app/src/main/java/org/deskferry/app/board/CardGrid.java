package org.deskferry.app.board;

import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/** Lays cards out in as many equal columns as fit their minimum width; a row is as high as its highest card. */
final class CardGrid extends Pane {
    private static final double GAP = 12;

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return widest() + horizontal(getInsets());
    }

    @Override
    protected double computePrefWidth(double height) {
        return computeMinWidth(height);
    }

    @Override
    protected double computePrefHeight(double width) {
        var insets = getInsets();
        return place(width - horizontal(insets), false) + insets.getTop() + insets.getBottom();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        place(getWidth() - horizontal(getInsets()), true);
    }

    /** Returns the height of all rows. */
    private double place(double width, boolean really) {
        var cards = getManagedChildren();
        int columns = Math.max(1, (int) ((width + GAP) / (Math.max(1, widest()) + GAP)));
        double cell = snapSizeX((width - GAP * (columns - 1)) / columns) - 1;
        double y = 0;
        for (int first = 0; first < cards.size(); first += columns) {
            var row = cards.subList(first, Math.min(first + columns, cards.size()));
            double height = row.stream()
                    .mapToDouble(card -> card.prefHeight(cell))
                    .max()
                    .orElse(0);
            if (really) {
                placeRow(row, cell, getInsets().getTop() + y, height);
            }
            y += height + GAP;
        }
        return Math.max(0, y - GAP);
    }

    private void placeRow(List<Node> row, double cell, double y, double height) {
        double x = getInsets().getLeft();
        for (var card : row) {
            layoutInArea(
                    card,
                    x,
                    y,
                    cell,
                    height,
                    0,
                    Insets.EMPTY,
                    true,
                    false,
                    javafx.geometry.HPos.LEFT,
                    javafx.geometry.VPos.TOP);
            x += cell + GAP;
        }
    }

    private double widest() {
        return getManagedChildren().stream()
                .mapToDouble(card -> card.minWidth(-1))
                .max()
                .orElse(0);
    }

    private static double horizontal(Insets insets) {
        return insets.getLeft() + insets.getRight();
    }
}
