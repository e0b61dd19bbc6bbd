package org.deskferry.app.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.PodModel;

/**
 * The rows of all pods, and of these the wanted ones in their order. It is not told of changes but looks for them: how many
 * there were since the last look costs nothing.
 */
final class Rows {
    private static final Comparator<PodFacts> USUAL =
            Comparator.comparing(PodFacts::name).thenComparing(PodFacts::workstation);

    private final FleetModel fleet;
    private final Map<PodModel, PodRow> byPod = new HashMap<>();
    // Kept in its order from look to look: to sort what is nearly sorted is cheap.
    private final List<PodRow> sorted = new ArrayList<>();
    private Filter filter = Filter.ANY;
    private Comparator<PodFacts> order = USUAL;
    private List<PodRow> wanted = List.of();
    private boolean stale = true;
    private long round;

    Rows(FleetModel fleet) {
        this.fleet = fleet;
    }

    void want(Filter pods) {
        filter = pods;
        stale = true;
    }

    /** {@code first}: what counts before the name. */
    void sort(Comparator<PodFacts> first) {
        order = first.thenComparing(USUAL);
        stale = true;
    }

    /** Looks at the fleet as it is now; {@link #wanted} is up to date then. */
    void look() {
        if (lookAtPods() || stale) {
            stale = false;
            sorted.sort(Comparator.comparing(PodRow::facts, order));
            wanted = sorted.stream().filter(row -> filter.accepts(row.facts())).toList();
        }
    }

    private boolean lookAtPods() {
        round++;
        var changed = false;
        var seen = 0;
        for (var workstation : fleet.workstations()) {
            for (var pod : workstation.pods()) {
                changed |= row(pod).look(round);
                seen++;
            }
        }
        return seen < byPod.size() ? forgetUnseen() : changed;
    }

    private PodRow row(PodModel pod) {
        var known = byPod.get(pod);
        if (known != null) {
            return known;
        }
        var row = new PodRow(pod);
        byPod.put(pod, row);
        sorted.add(row);
        stale = true;
        return row;
    }

    private boolean forgetUnseen() {
        byPod.values().removeIf(row -> row.seen() != round);
        return sorted.removeIf(row -> row.seen() != round);
    }

    List<PodRow> wanted() {
        return wanted;
    }

    int count() {
        return byPod.size();
    }

    boolean isFiltered() {
        return !filter.equals(Filter.ANY);
    }

    /** All that the pods have in a column, without the empty text. */
    Set<String> values(Function<PodFacts, String> column) {
        var values = new HashSet<String>();
        sorted.forEach(row -> values.add(column.apply(row.facts())));
        values.remove("");
        return values;
    }
}
