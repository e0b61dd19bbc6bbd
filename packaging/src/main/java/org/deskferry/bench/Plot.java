package org.deskferry.bench;

import java.awt.Color;
import java.awt.Rectangle;
import java.util.List;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.svg.SVGGraphics2D;

/** The freezes of a report as bars, in SVG; the scale is logarithmic. */
final class Plot {
    private static final int WIDTH = 1100;
    private static final int HEIGHT_A_CASE = 46;
    private static final int MARGIN = 140;
    private static final Color OURS = new Color(0x1b, 0x6e, 0xc2);
    private static final Color PLAIN = new Color(0xb0, 0xb6, 0xbd);
    private static final Color PODMAN = new Color(0xd9, 0x9a, 0x3d);

    private Plot() {}

    static String of(List<Result> results) {
        var freezes = new DefaultCategoryDataset();
        for (var result : results) {
            result.figure(Column.FREEZE_MS)
                    .ifPresent(figure -> freezes.addValue(
                            figure.median(), result.contestant(), result.of().name()));
        }
        var height = MARGIN + HEIGHT_A_CASE * freezes.getColumnCount();
        var canvas = new SVGGraphics2D(WIDTH, height);
        chart(freezes).draw(canvas, new Rectangle(WIDTH, height));
        return canvas.getSVGDocument();
    }

    private static JFreeChart chart(DefaultCategoryDataset freezes) {
        var chart = ChartFactory.createBarChart(
                "How long a pod stands still when it moves",
                "",
                "freeze seen by a program in the pod, ms (median)",
                freezes,
                PlotOrientation.HORIZONTAL,
                true,
                false,
                false);
        chart.setBackgroundPaint(Color.WHITE);
        var plot = chart.getCategoryPlot();
        var axis = new LogarithmicAxis("freeze seen by a program in the pod, ms (median)");
        axis.setStrictValuesFlag(false);
        plot.setRangeAxis(axis);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        plot.getRenderer().setSeriesPaint(0, OURS);
        plot.getRenderer().setSeriesPaint(1, PLAIN);
        plot.getRenderer().setSeriesPaint(2, PODMAN);
        return chart;
    }
}
