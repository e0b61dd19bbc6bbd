package org.deskferry.app.board;

import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.parts.Units;
import org.deskferry.proto.v1.MoveResult;
import org.deskferry.proto.v1.Step;

/** The measured parts of a move on one time line; what was done in the freeze stands out. */
final class StepChart extends GridPane {
    private static final PseudoClass FROZEN = PseudoClass.getPseudoClass("frozen");
    private static final double THINNEST = 2;

    StepChart(MoveResult result) {
        getStyleClass().add("steps");
        var names = new ColumnConstraints();
        names.setMinWidth(0);
        names.setMaxWidth(Double.MAX_VALUE);
        var bars = new ColumnConstraints();
        bars.setHgrow(Priority.ALWAYS);
        bars.setFillWidth(true);
        var lengths = new ColumnConstraints();
        lengths.setMinWidth(USE_PREF_SIZE);
        getColumnConstraints().addAll(names, bars, lengths);
        double whole = Math.max(1, Units.duration(result.getTotal()).toNanos());
        for (var step : result.getStepsList()) {
            Label length = Nodes.label(Units.precise(Units.duration(step.getLength())), "step-length");
            length.setMinWidth(USE_PREF_SIZE);
            addRow(getRowCount(), Nodes.label(name(step), "step-name"), new Bar(step, whole), length);
        }
    }

    private static String name(Step step) {
        return step.getAtDestination() ? Say.of("step.destination", step.getName()) : step.getName();
    }

    private static final class Bar extends Pane {
        private final Region line = new Region();
        private final double begin;
        private final double share;

        Bar(Step step, double whole) {
            begin = Math.clamp(Units.duration(step.getBegin()).toNanos() / whole, 0, 1);
            share = Math.clamp(Units.duration(step.getLength()).toNanos() / whole, 0, 1 - begin);
            getStyleClass().add("step");
            line.getStyleClass().add("step-bar");
            line.pseudoClassStateChanged(FROZEN, step.getFrozen());
            line.setManaged(false);
            getChildren().add(line);
        }

        @Override
        protected void layoutChildren() {
            double width = Math.max(THINNEST, getWidth() * share);
            double height = Math.min(getHeight(), 8);
            line.resizeRelocate(
                    Math.min(getWidth() * begin, getWidth() - width), (getHeight() - height) / 2, width, height);
        }
    }
}
