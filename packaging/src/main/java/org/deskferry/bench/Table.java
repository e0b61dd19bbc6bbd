package org.deskferry.bench;

import java.util.Locale;

/** A report for people: a line for each case and contestant, each figure the median with the least and the most. */
final class Table {
    private static final int NAME = 42;
    private static final int CELL = 26;
    private static final double FINE = 10;

    private Table() {}

    static String of(Report report) {
        var text = new StringBuilder();
        text.append(cell("case", NAME)).append(cell("way", CELL));
        for (var column : Column.values()) {
            text.append(cell(column.title(), CELL));
        }
        text.append('\n');
        for (var result : report.results()) {
            text.append(cell(result.of().name(), NAME)).append(cell(result.contestant(), CELL));
            for (var column : Column.values()) {
                text.append(cell(result.figure(column).map(Table::words).orElse("-"), CELL));
            }
            text.append('\n');
        }
        report.results().forEach(result -> add(text, result));
        text.append('\n').append(of(report.overhead()));
        return text.toString().replaceAll(" +\n", "\n");
    }

    /** What each chore takes longer. */
    static String of(Overhead overhead) {
        var text = new StringBuilder();
        text.append(cell("longer than outside, percent", NAME))
                .append(cell("in a pod", CELL))
                .append("on an overlay\n");
        for (var chore : Chore.ALL) {
            text.append(cell(chore.name(), NAME))
                    .append(cell(words(overhead.inPod(chore)), CELL))
                    .append(words(overhead.onOverlay(chore)))
                    .append('\n');
        }
        text.append(cell("all pairs at once", NAME))
                .append(words(overhead.allPairs()))
                .append('\n');
        return text.toString();
    }

    /** Where the freezes of a case go. */
    private static void add(StringBuilder text, Result result) {
        var parts = result.timeline().parts();
        if (!parts.isEmpty()) {
            text.append('\n')
                    .append(cell(result.of().name() + ": parts of a freeze", NAME))
                    .append(cell("begin, ms", CELL))
                    .append("length, ms\n");
        }
        for (var part : parts) {
            text.append(cell(part.name(), NAME))
                    .append(cell(number(part.beginMs()), CELL))
                    .append(number(part.lengthMs()))
                    .append('\n');
        }
    }

    private static String words(Figure figure) {
        return number(figure.median()) + " (" + number(figure.least()) + " to " + number(figure.most()) + ")";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < FINE ? "%.2f" : "%.0f", value);
    }

    private static String cell(String text, int width) {
        return String.format(Locale.ROOT, "%-" + width + "s ", text);
    }
}
