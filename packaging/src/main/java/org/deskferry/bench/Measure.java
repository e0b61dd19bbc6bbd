package org.deskferry.bench;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What one move cost; what was not measured is left out. */
record Measure(Map<Column, Double> values, Optional<Timeline> timeline) {

    static Measure of(Map<Column, Double> values) {
        return new Measure(new EnumMap<>(values), Optional.empty());
    }

    static Measure of(Map<Column, Double> values, Timeline timeline) {
        return new Measure(new EnumMap<>(values), Optional.of(timeline));
    }

    OptionalDouble value(Column column) {
        var value = values.get(column);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** As the report names it. */
    Map<String, Double> byKey() {
        var byKey = new LinkedHashMap<String, Double>();
        values.forEach((column, value) -> byKey.put(column.key(), value));
        return byKey;
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry ->
                        String.format(Locale.ROOT, "%s %.2f", entry.getKey().key(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
