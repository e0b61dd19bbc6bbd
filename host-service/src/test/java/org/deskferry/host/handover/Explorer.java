package org.deskferry.host.handover;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Visits every world that can come to be, the nearest first, and looks for one that must not. */
final class Explorer {
    private final Steps steps;
    private final Map<String, Visit> visits = new LinkedHashMap<>();
    private final Map<String, List<String>> goodWaysTo = new HashMap<>();

    Explorer(Steps steps) {
        this.steps = steps;
    }

    /** A world, and the step by which it was reached first. */
    private record Visit(World world, String step, Optional<String> before) {}

    /** How a world comes to be in which the pod runs twice, or from which it never runs again; empty if there is none. */
    Optional<String> counterexample() {
        var first = World.begin();
        visits.put(first.toString(), new Visit(first, "a pod runs at the source", Optional.empty()));
        var open = new ArrayDeque<String>(List.of(first.toString()));
        while (!open.isEmpty()) {
            var here = open.remove();
            var world = visit(here).world();
            if (world.running() > 1) {
                return Optional.of("The pod runs twice:\n" + trace(here));
            }
            for (var step : steps.from(world)) {
                var there = step.after().toString();
                if (step.good()) {
                    goodWaysTo.computeIfAbsent(there, _ -> new ArrayList<>()).add(here);
                }
                if (visits.putIfAbsent(there, new Visit(step.after(), step.name(), Optional.of(here))) == null) {
                    open.add(there);
                }
            }
        }
        return hopeless().map(here -> "The pod never runs again, or nobody ever knows where:\n" + trace(here));
    }

    int worlds() {
        return visits.size();
    }

    /** The nearest world from which no way leads to a settled one, though nothing fails any more. */
    private Optional<String> hopeless() {
        var hopeful = new HashSet<String>();
        var open = new ArrayDeque<String>();
        visits.forEach((here, visit) -> {
            if (visit.world().settled()) {
                hopeful.add(here);
                open.add(here);
            }
        });
        while (!open.isEmpty()) {
            for (var before : goodWaysTo.getOrDefault(open.remove(), List.of())) {
                if (hopeful.add(before)) {
                    open.add(before);
                }
            }
        }
        return visits.keySet().stream().filter(here -> !hopeful.contains(here)).findFirst();
    }

    private String trace(String end) {
        var lines = new ArrayList<String>();
        for (var here = Optional.of(end);
                here.isPresent();
                here = visit(here.get()).before()) {
            lines.addFirst("- " + visit(here.get()).step() + "\n    " + here.get());
        }
        return String.join("\n", lines);
    }

    private Visit visit(String world) {
        return Objects.requireNonNull(visits.get(world));
    }
}
