package org.deskferry.lab;

import com.google.protobuf.util.Durations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deskferry.proto.v1.MoveResult;

/**
 * Moves a desktop with programs at work round three workstations, again and again, with every check on, and looks whether the host
 * services grow.
 *
 * <p>Its last line: {@code soak: moves=N failed=0 rss_growth_mb=N fd_growth=N thread_growth=N residue=0}; the growths are those of the
 * service that grew most, from after the first moves to the end.
 */
public final class Soak {
    /** Everything has been loaded, and every pool is filled, after so many on each workstation. */
    private static final int WARM_UP_ROUNDS = 2;

    private static final int MOST_RSS_MIB = 48;
    private static final int MOST_DESCRIPTORS = 4;
    private static final int MOST_THREADS = 4;

    private final Lab lab;
    private final int moves;
    private final List<Workstation> round;
    private final Map<Workstation, ServiceSize> warm = new HashMap<>();
    private final List<String> residue = new ArrayList<>();
    private int failed;

    private Soak(Lab lab, int moves) {
        this.lab = lab;
        this.moves = moves;
        this.round = List.copyOf(lab.workstations());
    }

    /** {@code arguments}: the project's folder "packaging", the lab's folder, how many moves. */
    public static void main(String[] arguments) {
        var moves = Integer.parseInt(arguments[2]);
        try (var lab = Lab.fresh(Path.of(arguments[0]), Path.of(arguments[1]), 3)) {
            System.exit(new Soak(lab, moves).run() ? 0 : 1);
        }
    }

    private boolean run() {
        try (var pod = LabPod.create(lab, round.getFirst(), "soak");
                var witnesses = Witnesses.start(lab, pod)) {
            for (var number = 1; number <= moves; number++) {
                move(number, pod, witnesses);
                if (number == warmUp()) {
                    round.forEach(workstation -> warm.put(workstation, ServiceSize.afterCollection(workstation)));
                }
            }
            finish(witnesses);
        }
        return report(growth());
    }

    /** All of the rounds if there are few. */
    private int warmUp() {
        return Math.min(moves, WARM_UP_ROUNDS * round.size());
    }

    private void move(int number, LabPod pod, Witnesses witnesses) {
        var from = pod.workstation();
        var to = round.get((round.indexOf(from) + 1) % round.size());
        var since = Witnesses.now();
        try {
            var result = pod.moveTo(to);
            witnesses.awaitLife();
            residue.addAll(Residue.ofPod(from, pod.id()));
            residue.addAll(Residue.ofMoves(to, pod.id()));
            residue.addAll(result.getResidueList());
            residue.addAll(result.getDestinationResidueList());
            check(result, witnesses);
            System.out.printf(
                    "%d %s -> %s: frozen %d ms, %d ms in the pod%n",
                    number,
                    from.name(),
                    to.name(),
                    Durations.toMillis(result.getFrozen()),
                    witnesses.gap(since).toMillis());
        } catch (RefusedException | AssertionError e) {
            failed++;
            System.out.println(number + " " + from.name() + " -> " + to.name() + ": " + e.getMessage());
        }
    }

    private static void check(MoveResult result, Witnesses witnesses) {
        if (result.getConnectionsKept() != result.getConnectionsBefore()) {
            throw new AssertionError(
                    result.getConnectionsKept() + " of " + result.getConnectionsBefore() + " connections kept");
        }
        if (!witnesses.faults().isEmpty()) {
            throw new AssertionError(String.join("; ", witnesses.faults()));
        }
    }

    private void finish(Witnesses witnesses) {
        for (var conversation : witnesses.conversations()) {
            var faults = conversation.finish();
            if (!faults.isEmpty()) {
                failed++;
                System.out.println(String.join("; ", faults));
            }
        }
    }

    /** After the pod is gone, so that all three are alike. */
    private Map<Workstation, ServiceSize> growth() {
        var growth = new LinkedHashMap<Workstation, ServiceSize>();
        for (var workstation : round) {
            var before = warm.get(workstation);
            var after = ServiceSize.afterCollection(workstation);
            System.out.println(workstation.name() + " after the first moves: " + before);
            System.out.println(workstation.name() + " at the end:            " + after);
            growth.put(workstation, after.minus(Objects.requireNonNull(before)));
        }
        return growth;
    }

    private boolean report(Map<Workstation, ServiceSize> growth) {
        var rss = growth.values().stream().mapToLong(ServiceSize::rssMib).max().orElse(0);
        var descriptors = growth.values().stream()
                .mapToInt(ServiceSize::descriptors)
                .max()
                .orElse(0);
        var threads =
                growth.values().stream().mapToInt(ServiceSize::threads).max().orElse(0);
        residue.forEach(thing -> System.out.println("left behind: " + thing));
        System.out.printf(
                "soak: moves=%d failed=%d rss_growth_mb=%d fd_growth=%d thread_growth=%d residue=%d%n",
                moves, failed, rss, descriptors, threads, residue.size());
        return failed == 0
                && residue.isEmpty()
                && rss <= MOST_RSS_MIB
                && descriptors <= MOST_DESCRIPTORS
                && threads <= MOST_THREADS;
    }
}
