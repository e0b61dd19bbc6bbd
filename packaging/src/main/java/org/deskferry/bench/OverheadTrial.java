package org.deskferry.bench;

import java.nio.file.Path;
import java.util.Locale;
import org.deskferry.lab.Lab;

/** Measures what it costs to be in a pod, and nothing else. Its last line is "overhead: overhead_pct=N", see {@link Overhead#median}. */
public final class OverheadTrial {
    private OverheadTrial() {}

    /** {@code arguments}: the project's folder "packaging", the lab's folder, in how many rounds. */
    public static void main(String[] arguments) {
        var packaging = Path.of(arguments[0]);
        try (var lab = Lab.fresh(packaging, Path.of(arguments[1]), 1)) {
            var overhead = Overhead.measure(lab, packaging, Integer.parseInt(arguments[2]));
            System.out.print(Table.of(overhead));
            System.out.printf(Locale.ROOT, "overhead: overhead_pct=%.1f%n", overhead.median());
        }
    }
}
