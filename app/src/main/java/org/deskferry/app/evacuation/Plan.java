package org.deskferry.app.evacuation;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deskferry.proto.v1.Pod;

/**
 * Where the pods of a workstation go.
 *
 * @param departures in the order in which they begin
 * @param stays those for which there is no place now
 */
public record Plan(List<Departure> departures, List<Stay> stays) {
    /** Why pods leave in the order they do, in a sentence. */
    public static final String ORDER =
            "Pods with open connections go first, as their peers lose patience soonest, and of these the"
                    + " smallest, so that most sessions are away early.";

    private static final Comparator<Pod> FIRST_TO_GO = Comparator.<Pod, Boolean>comparing(
                    pod -> pod.getConnections() == 0)
            .thenComparingLong(Pod::getMemoryBytes)
            .thenComparing(pod -> pod.getManifest().getName());

    private static final Comparator<Pod> LARGEST =
            Comparator.comparingLong(Pod::getMemoryBytes).reversed();

    /**
     * Finds the best place for each pod. The smallest take the best places; if some pod then finds none, and the largest would
     * have found all of them room had they chosen first, they choose first.
     *
     * @param destinations makes them anew, with what is promised already
     * @param tried by pod id, the workstations that have refused it
     */
    static Plan of(Collection<Pod> pods, Supplier<Destinations> destinations, Map<String, Set<String>> tried) {
        var order = pods.stream().sorted(FIRST_TO_GO).toList();
        var asTheyGo = choose(order, order, destinations.get(), tried);
        var largestFirst = choose(order, pods.stream().sorted(LARGEST).toList(), destinations.get(), tried);
        return largestFirst.stays().size() < asTheyGo.stays().size() ? largestFirst : asTheyGo;
    }

    private static Plan choose(
            List<Pod> order, List<Pod> turns, Destinations destinations, Map<String, Set<String>> tried) {
        var departures = new HashMap<Pod, Departure>();
        var stays = new HashMap<Pod, Stay>();
        for (var pod : turns) {
            var ranking =
                    destinations.rank(pod, tried.getOrDefault(pod.getManifest().getId(), Set.of()));
            if (ranking.good().isEmpty()) {
                stays.put(pod, new Stay(pod, ranking.against()));
            } else {
                var best = ranking.good().getFirst();
                departures.put(pod, new Departure(pod, best));
                destinations.promise(best.workstation(), pod.getMemoryBytes());
            }
        }
        return new Plan(inOrder(order, departures), inOrder(order, stays));
    }

    private static <T> List<T> inOrder(List<Pod> order, Map<Pod, T> things) {
        return order.stream().flatMap(pod -> Stream.ofNullable(things.get(pod))).toList();
    }
}
