package org.deskferry.app.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of text under a heading, each column as wide as its widest cell. */
final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heading) {
        rows.add(List.of(heading));
    }

    /** Adds a row; it may have fewer cells than the heading. */
    void add(String... cells) {
        rows.add(List.of(cells).stream().map(Text::plain).toList());
    }

    void print(PrintWriter out) {
        rows.forEach(row -> out.println(line(row)));
    }

    private String line(List<String> row) {
        var line = new StringBuilder();
        for (var column = 0; column < row.size(); column++) {
            var cell = row.get(column);
            line.append(cell);
            if (column < row.size() - 1) {
                line.append(" ".repeat(width(column) - length(cell))).append(GAP);
            }
        }
        return line.toString().stripTrailing();
    }

    /** A row's last cell has room to its right, so that it widens no column. */
    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column + 1)
                .mapToInt(row -> length(row.get(column)))
                .max()
                .orElse(0);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
