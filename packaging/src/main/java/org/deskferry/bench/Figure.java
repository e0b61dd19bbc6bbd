package org.deskferry.bench;

import java.util.List;
import java.util.Optional;

/**
 * What many measurements of one thing come to.
 *
 * @param median of them; of an even number the lower of the two in the middle
 */
record Figure(double median, double least, double most, int count) {

    /** Empty of no measurement. */
    static Optional<Figure> of(List<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        var sorted = values.stream().sorted().toList();
        return Optional.of(
                new Figure(sorted.get((sorted.size() - 1) / 2), sorted.getFirst(), sorted.getLast(), sorted.size()));
    }
}
