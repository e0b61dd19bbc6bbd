package org.deskferry.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How one contestant did in one case. */
record Result(Case of, String contestant, Map<Column, Figure> figures, List<Measure> measures) {

    static Result of(Case of, String contestant, List<Measure> measures) {
        var figures = new EnumMap<Column, Figure>(Column.class);
        for (var column : Column.values()) {
            var values = new ArrayList<Double>();
            measures.forEach(measure -> measure.value(column).ifPresent(values::add));
            Figure.of(values).ifPresent(figure -> figures.put(column, figure));
        }
        return new Result(of, contestant, figures, List.copyOf(measures));
    }

    Optional<Figure> figure(Column column) {
        return Optional.ofNullable(figures.get(column));
    }

    /** Where its freezes go; without parts where that is not known. */
    Timeline timeline() {
        return Timeline.median(measures.stream()
                .flatMap(measure -> measure.timeline().stream())
                .toList());
    }
}
