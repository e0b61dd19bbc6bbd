package org.deskferry.bench;

import com.google.protobuf.util.Durations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.deskferry.proto.v1.MoveResult;
import org.deskferry.proto.v1.Step;

/** Where a freeze goes: the steps of a move from its dump on to the pod's first word at the destination, some beside each other. */
record Timeline(List<Part> parts) {
    private static final String FIRST = "dump";

    /**
     * A step.
     *
     * @param beginMs since the dump began
     */
    record Part(String name, double beginMs, double lengthMs) {}

    static Timeline of(MoveResult move) {
        var begin = move.getStepsList().stream()
                .filter(step -> step.getName().equals(FIRST))
                .findFirst()
                .map(Timeline::begin)
                .orElseThrow();
        return new Timeline(move.getStepsList().stream()
                .filter(step -> step.getFrozen() || step.getName().equals(FIRST))
                .map(step -> new Part(
                        (step.getAtDestination() ? "destination: " : "") + step.getName(),
                        begin(step) - begin,
                        Durations.toNanos(step.getLength()) / 1e6))
                .toList());
    }

    /** What many come to: of each part the median of its begin and that of its length. */
    static Timeline median(List<Timeline> all) {
        Map<String, List<Part>> byName = new LinkedHashMap<>();
        all.forEach(one -> one.parts()
                .forEach(part -> byName.computeIfAbsent(part.name(), _ -> new ArrayList<>())
                        .add(part)));
        return new Timeline(byName.entrySet().stream()
                .map(named -> new Part(
                        named.getKey(),
                        median(named.getValue(), Part::beginMs),
                        median(named.getValue(), Part::lengthMs)))
                .toList());
    }

    private static double median(List<Part> parts, ToDoubleFunction<Part> value) {
        return Figure.of(parts.stream().map(value::applyAsDouble).toList())
                .orElseThrow()
                .median();
    }

    private static double begin(Step step) {
        return Durations.toNanos(step.getBegin()) / 1e6;
    }
}
