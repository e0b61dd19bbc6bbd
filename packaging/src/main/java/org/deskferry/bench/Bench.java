package org.deskferry.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.deskferry.lab.Lab;

/**
 * Measures moves by Deskferry beside those by hand, one after the other in turn, and what it costs to be in a pod. It writes {@code
 * report.json}, {@code report.txt} and {@code report.svg}.
 *
 * <p>Its last line is that of {@link Summary}.
 */
public final class Bench {
    /** Three such pods and two copies of one are about what the memory that is asked for can hold. */
    private static final int MOST_WITH_PODMAN = 2048;

    private final Lab lab;
    private final Path packaging;
    private final int rounds;
    private final boolean withPodman;

    private Bench(Lab lab, Path packaging, int rounds, boolean withPodman) {
        this.lab = lab;
        this.packaging = packaging;
        this.rounds = rounds;
        this.withPodman = withPodman;
    }

    /**
     * {@code arguments}: the project's folder "packaging", the lab's folder, where the report goes, "all" or "few" cases, how often
     * each is measured, and "podman" where that is to be measured as well.
     */
    public static void main(String[] arguments) {
        var packaging = Path.of(arguments[0]);
        var cases = arguments[3].equals("few") ? Case.few() : Case.all();
        var rounds = Integer.parseInt(arguments[4]);
        try (var lab = Lab.fresh(packaging, Path.of(arguments[1]), 3)) {
            shareImage(lab);
            var bench = new Bench(lab, packaging, rounds, arguments[5].equals("podman"));
            var results = new ArrayList<Result>();
            for (var one : cases) {
                results.addAll(bench.measure(one));
            }
            var overhead = Overhead.measure(lab, packaging, rounds);
            var report = new Report(List.copyOf(results), overhead);
            report.write(Path.of(arguments[2]));
            System.out.println(Summary.of(report));
        }
    }

    /** All workstations have what the first has, so that no move brings it along. */
    private static void shareImage(Lab lab) {
        var first = lab.workstation("wsa");
        for (var workstation : lab.workstations()) {
            if (workstation != first) {
                var state = workstation.folder().resolve("state/images");
                workstation.run("rm", "-rf", state.toString());
                workstation.run(
                        "cp", "-al", first.folder().resolve("state/images").toString(), state.toString());
            }
        }
    }

    private Contestants contestants(Case of) {
        var contestants = new Contestants(new ArrayList<>());
        try {
            contestants.list().add(Ours.start(lab, of));
            contestants.list().add(StopAndCopy.start(lab, of, packaging));
            if (withPodman && !of.load().desktop() && of.load().mebibytes() <= MOST_WITH_PODMAN) {
                contestants.list().add(Podman.start(lab, of, packaging));
            }
            return contestants;
        } catch (RuntimeException | Error e) {
            contestants.close();
            throw e;
        }
    }

    private List<Result> measure(Case of) {
        if (of.shaped()) {
            Link.shape(lab);
        }
        try (var all = contestants(of)) {
            var contestants = all.list();
            var measures =
                    contestants.stream().map(_ -> new ArrayList<Measure>()).toList();
            var failed = new HashSet<Contestant>();
            for (var round = 1; round <= rounds; round++) {
                for (var i = 0; i < contestants.size(); i++) {
                    var contestant = contestants.get(i);
                    if (!failed.contains(contestant)) {
                        move(of, contestant, round).ifPresentOrElse(measures.get(i)::add, () -> failed.add(contestant));
                    }
                }
            }
            var results = new ArrayList<Result>();
            for (var i = 0; i < contestants.size(); i++) {
                results.add(Result.of(of, contestants.get(i).name(), measures.get(i)));
            }
            return results;
        } finally {
            Link.free(lab);
        }
    }

    /** Empty if it failed: who is compared with is out of the case then, whose figures are those of the rounds before. */
    private static Optional<Measure> move(Case of, Contestant contestant, int round) {
        var what = of.name() + ", " + contestant.name() + ", round " + round + ": ";
        try {
            var measure = contestant.move();
            System.out.println(what + measure);
            return Optional.of(measure);
        } catch (IllegalStateException e) {
            if (contestant instanceof Ours) {
                throw e;
            }
            System.out.println(what + "left out from here on, as it failed: " + e.getMessage());
            return Optional.empty();
        }
    }
}
