package org.deskferry.app.evacuation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Snapshot;

/**
 * All pods of a workstation leave it, a few at a time, each for the place that is best when its turn comes. Its user tells what
 * is seen of the fleet and how moves end, and begins those that {@link #next} names. For one thread at a time.
 */
public final class Evacuation {
    public static final int USUALLY_AT_ONCE = 2;
    public static final int MOST_AT_ONCE = 8;

    /** How long is waited for what nobody here has a hand in. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** These are about the pod, so that no other destination helps. */
    private static final Set<ProblemKind> OF_THE_POD = Set.of(
            ProblemKind.PROBLEM_KIND_NOT_DUMPABLE,
            ProblemKind.PROBLEM_KIND_POD_BUSY,
            ProblemKind.PROBLEM_KIND_UNKNOWN_POD,
            ProblemKind.PROBLEM_KIND_BAD_REQUEST,
            ProblemKind.PROBLEM_KIND_TOO_LONG,
            ProblemKind.PROBLEM_KIND_CANCELLED);

    private final String source;
    private final Set<String> among;
    private final int atOnce;
    private final Map<String, Departure> underWay = new LinkedHashMap<>();
    private final Map<String, Lost> lost = new LinkedHashMap<>();
    private final Map<String, Departure> moved = new LinkedHashMap<>();
    private final Map<String, Stay> stays = new LinkedHashMap<>();
    private final Map<String, Map<String, List<Problem>>> refusals = new HashMap<>();
    private Optional<Snapshot> home = Optional.empty();
    private Optional<Instant> idleSince = Optional.empty();
    private boolean over;

    /**
     * An evacuation that has not begun.
     *
     * @param source the workstation to be emptied
     * @param among where pods may go; empty: anywhere
     * @param atOnce how many may be on their way together, 1 to {@link #MOST_AT_ONCE}
     */
    public Evacuation(String source, Set<String> among, int atOnce) {
        this.source = source;
        this.among = Set.copyOf(among);
        this.atOnce = atOnce;
    }

    /** A move that ended without word of how. */
    private record Lost(Departure departure, List<Problem> problems, Instant since, Optional<Snapshot> homeThen) {}

    /** What would be done now, without doing it. */
    public Plan plan(Collection<Seen> fleet) {
        var seen = seen(fleet, source).flatMap(Seen::snapshot);
        var plan = plan(fleet, seen.map(this::ready).orElse(List.of()));
        var none = seen.stream().flatMap(this::ended).map(Reasons::hasEnded);
        return new Plan(
                plan.departures(),
                Stream.concat(plan.stays().stream().map(this::explained), none).toList());
    }

    /** The moves to begin now, by what is seen of the fleet. To be called when anything has changed, and every few seconds. */
    public List<Departure> next(Collection<Seen> fleet, Instant now) {
        var seen = seen(fleet, source).flatMap(Seen::snapshot);
        home = seen.or(() -> home);
        lost.values().stream().toList().forEach(move -> settle(move, fleet, seen, now));
        seen.stream().flatMap(this::ended).map(Reasons::hasEnded).forEach(this::stay);
        var plan = plan(fleet, seen.map(this::ready).orElse(List.of()));
        var departures = plan.departures().stream().limit(free()).toList();
        departures.forEach(departure -> underWay.put(departure.podId(), departure));
        if (underWay.isEmpty() && lost.isEmpty()) {
            plan.stays().forEach(stay -> stay(explained(stay)));
            endUnlessAwaited(seen, now);
        } else {
            idleSince = Optional.empty();
        }
        return departures;
    }

    /** A move has brought its pod away. */
    public void moved(String podId) {
        end(podId).ifPresent(departure -> moved.put(podId, departure));
    }

    /** A move has failed and its pod runs on; where another destination may help, one is tried. */
    public void refused(String podId, List<Problem> problems) {
        end(podId).ifPresent(departure -> {
            var all = refusals.computeIfAbsent(podId, _ -> new LinkedHashMap<>());
            all.put(departure.destination().workstation(), List.copyOf(problems));
            if (problems.stream().map(Problem::getKind).anyMatch(OF_THE_POD::contains)) {
                stay(new Stay(departure.pod(), List.copyOf(problems)));
            }
        });
    }

    /** The word of how a move ends was lost: what is seen of the pod will tell. */
    public void lost(String podId, List<Problem> problems, Instant now) {
        end(podId).ifPresent(departure -> lost.put(podId, new Lost(departure, List.copyOf(problems), now, home)));
    }

    public boolean isOver() {
        return over;
    }

    /** Begun, and not known to have ended. */
    public List<Departure> underWay() {
        return Stream.concat(underWay.values().stream(), lost.values().stream().map(Lost::departure))
                .toList();
    }

    /** Those that are away, in the order in which they were. */
    public List<Departure> moved() {
        return List.copyOf(moved.values());
    }

    /** Those that stay. */
    public List<Stay> stays() {
        return List.copyOf(stays.values());
    }

    private Plan plan(Collection<Seen> fleet, List<Pod> pods) {
        var places = fleet.stream()
                .filter(place -> !place.workstation().equals(source))
                .filter(place -> among.isEmpty() || among.contains(place.workstation()))
                .toList();
        var tried = new HashMap<String, Set<String>>();
        refusals.forEach((pod, by) -> tried.put(pod, by.keySet()));
        return Plan.of(
                pods,
                () -> {
                    var destinations = new Destinations(places);
                    underWay()
                            .forEach(departure -> destinations.promise(
                                    departure.destination().workstation(), Destinations.needed(departure.pod())));
                    return destinations;
                },
                tried);
    }

    /** The pods that could go now. */
    private List<Pod> ready(Snapshot seen) {
        return unsettled(seen)
                .filter(pod -> pod.getState() == PodState.POD_STATE_RUNNING)
                .toList();
    }

    private Stream<Pod> ended(Snapshot seen) {
        return unsettled(seen).filter(pod -> pod.getState() == PodState.POD_STATE_ENDED);
    }

    /** What was seen may be older than what is known. */
    private Stream<Pod> unsettled(Snapshot seen) {
        return seen.getPodsList().stream()
                .filter(pod -> Stream.of(underWay, lost, moved, stays)
                        .noneMatch(known -> known.containsKey(pod.getManifest().getId())));
    }

    private int free() {
        return Math.max(0, atOnce - underWay.size() - lost.size());
    }

    private Optional<Departure> end(String podId) {
        return Optional.ofNullable(underWay.remove(podId))
                .or(() -> Optional.ofNullable(lost.remove(podId)).map(Lost::departure));
    }

    private void stay(Stay stay) {
        stays.put(stay.pod().getManifest().getId(), stay);
    }

    private void settle(Lost move, Collection<Seen> fleet, Optional<Snapshot> seen, Instant now) {
        var id = move.departure().podId();
        var there = seen(fleet, move.departure().destination().workstation()).flatMap(place -> place.pod(id));
        if (there.filter(pod -> pod.getState() != PodState.POD_STATE_ARRIVING).isPresent()) {
            moved(id);
        } else if (!seen.equals(move.homeThen())
                && seen.filter(snapshot -> runs(snapshot, id)).isPresent()) {
            refused(id, move.problems());
        } else if (now.isAfter(move.since().plus(PATIENCE))) {
            end(id).ifPresent(departure -> stay(new Stay(departure.pod(), move.problems())));
        }
    }

    private static boolean runs(Snapshot seen, String id) {
        return seen.getPodsList().stream()
                        .anyMatch(pod ->
                                pod.getManifest().getId().equals(id) && pod.getState() == PodState.POD_STATE_RUNNING)
                && seen.getMovesList().stream()
                        .noneMatch(move -> move.getPodId().equals(id));
    }

    /** Pods that arrive, start or are moved by others may yet have to go; a source that is away may come back. */
    private void endUnlessAwaited(Optional<Snapshot> seen, Instant now) {
        var awaited = seen.or(() -> home).stream().flatMap(this::unsettled).toList();
        if (awaited.isEmpty() && seen.isPresent()) {
            over = true;
            return;
        }
        var since = idleSince.orElse(now);
        idleSince = Optional.of(since);
        if (now.isAfter(since.plus(PATIENCE))) {
            awaited.forEach(
                    pod -> stay(new Stay(pod, List.of(seen.isPresent() ? Reasons.busy(pod) : Reasons.away(source)))));
            over = true;
        }
    }

    /** With what destinations that were tried have said. */
    private Stay explained(Stay stay) {
        var said = refusals.getOrDefault(stay.pod().getManifest().getId(), Map.of()).values().stream()
                .flatMap(List::stream);
        var all = Stream.concat(said, stay.problems().stream()).toList();
        return new Stay(stay.pod(), all.isEmpty() ? List.of(Reasons.noOther(stay.pod())) : all);
    }

    private static Optional<Seen> seen(Collection<Seen> fleet, String workstation) {
        return fleet.stream()
                .filter(place -> place.workstation().equals(workstation))
                .findFirst();
    }
}
