package org.deskferry.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The pauses that a program has noted: see {@code load.py} and {@code ear.py}. */
record Gaps(List<Gap> all) {
    private static final double NS_PER_MS = 1e6;

    /**
     * One of them.
     *
     * @param begin nanoseconds since 1970
     * @param length nanoseconds
     */
    record Gap(long begin, long length) {
        long end() {
            return begin + length;
        }

        double milliseconds() {
            return length / NS_PER_MS;
        }
    }

    static Gaps in(Path log) {
        try {
            var text = Files.readString(log);
            var complete = text.substring(0, text.lastIndexOf('\n') + 1);
            return new Gaps(complete.lines()
                    .map(line -> line.split(" ", -1))
                    .filter(fields -> fields.length == 2)
                    .map(fields -> new Gap(Long.parseLong(fields[0]), Long.parseLong(fields[1])))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the program has begun to look. */
    static boolean ready(Path log) {
        try {
            return Files.readString(log).startsWith("ready\n");
        } catch (IOException e) {
            return false;
        }
    }

    /** The longest that began within some nanoseconds; empty if it noted none. */
    Optional<Gap> longest(long from, long to) {
        return all.stream()
                .filter(gap -> gap.begin() >= from && gap.begin() < to)
                .max(Comparator.comparingLong(Gap::length));
    }
}
