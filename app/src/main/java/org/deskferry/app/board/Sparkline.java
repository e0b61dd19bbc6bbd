package org.deskferry.app.board;

import javafx.scene.layout.Region;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;

/** A small picture of a {@link Course}, the newest at the right: a line, and a shade below it. */
final class Sparkline extends Region {
    private final Course course;
    private final Path line = new Path();
    private final Path shade = new Path();

    Sparkline(Course course) {
        this.course = course;
        getStyleClass().add("sparkline");
        line.getStyleClass().add("sparkline-line");
        shade.getStyleClass().add("sparkline-shade");
        line.setManaged(false);
        shade.setManaged(false);
        setMinWidth(0);
        getChildren().addAll(shade, line);
    }

    /** The course has changed. */
    void show() {
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        line.getElements().clear();
        shade.getElements().clear();
        var begin = 0;
        while (begin < Course.SLOTS) {
            var end = begin;
            while (end < Course.SLOTS && !Double.isNaN(course.share(end))) {
                end++;
            }
            if (end > begin) {
                draw(begin, end);
            }
            begin = end + 1;
        }
    }

    /** Slots that follow one another. */
    private void draw(int begin, int end) {
        line.getElements().add(new MoveTo(x(begin), y(begin)));
        shade.getElements().addAll(new MoveTo(x(begin), getHeight()), new LineTo(x(begin), y(begin)));
        for (var slot = begin; slot < end; slot++) {
            line.getElements().add(new LineTo(x(slot + 1), y(slot)));
            shade.getElements().add(new LineTo(x(slot + 1), y(slot)));
        }
        shade.getElements().addAll(new LineTo(x(end), getHeight()), new ClosePath());
    }

    private double x(int slot) {
        return getWidth() * slot / Course.SLOTS;
    }

    /** Half a pixel from the edges, so that the line is not cut. */
    private double y(int slot) {
        return 0.5 + (getHeight() - 1) * (1 - course.share(slot));
    }
}
