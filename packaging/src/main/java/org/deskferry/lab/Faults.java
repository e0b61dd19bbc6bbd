package org.deskferry.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Strikes moves with every fault, at every step, on each side; or at random.
 *
 * <p>Its last line: {@code faults: injected=N survived=N lost=0 duplicated=0 residue=0}.
 */
public final class Faults {
    private static final int LONGEST_DELAY_MS = 4000;

    private final FaultTrial trial;
    private int injected;
    private int survived;
    private int lost;
    private int duplicated;
    private int residue;

    private Faults(FaultTrial trial) {
        this.trial = trial;
    }

    /** One place of the matrix. */
    record Place(Moment moment, boolean atSource, Fault fault) {
        @Override
        public String toString() {
            return moment + ": " + fault + " at the " + (atSource ? "source" : "destination");
        }
    }

    /**
     * {@code arguments}: the project's folder "packaging", the lab's folder; then "all", or "every" and a number N for each Nth place of
     * the matrix, or "from" and the numbers of the first place and the last, or "random", a number of faults, and a seed.
     */
    public static void main(String[] arguments) {
        try (var lab = Lab.fresh(Path.of(arguments[0]), Path.of(arguments[1]), 2);
                var trial = FaultTrial.start(lab)) {
            var faults = new Faults(trial);
            switch (arguments[2]) {
                case "all" -> faults.strike(1, Integer.MAX_VALUE, 1);
                case "every" -> faults.strike(1, Integer.MAX_VALUE, Integer.parseInt(arguments[3]));
                case "from" -> faults.strike(Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]), 1);
                case "random" -> faults.strikeAtRandom(Integer.parseInt(arguments[3]), Long.parseLong(arguments[4]));
                default -> throw new IllegalArgumentException(arguments[2]);
            }
            System.exit(faults.report() ? 0 : 1);
        }
    }

    /** All places. A stream has no sides: what spoils it is there once. */
    static List<Place> matrix() {
        var places = new ArrayList<Place>();
        for (var moment : Moment.ALL) {
            for (var fault : Fault.values()) {
                places.add(new Place(moment, false, fault));
                if (fault != Fault.CORRUPT_STREAM && fault != Fault.TRUNCATE_STREAM) {
                    places.add(new Place(moment, true, fault));
                }
            }
        }
        return List.copyOf(places);
    }

    private void strike(int first, int last, int every) {
        var places = matrix();
        for (var number = first; number <= Math.min(last, places.size()); number += every) {
            var place = places.get(number - 1);
            note(number + " " + place, () -> trial.run(place.moment(), place.atSource(), place.fault()));
        }
    }

    private void strikeAtRandom(int count, long seed) {
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var kinds = List.of(Fault.values());
        for (var i = 1; i <= count; i++) {
            var delay = Duration.ofMillis(random.nextInt(LONGEST_DELAY_MS));
            var atSource = random.nextBoolean();
            var fault = kinds.get(random.nextInt(kinds.size()));
            note(
                    i + " after " + delay.toMillis() + " ms: " + fault + " at the "
                            + (atSource ? "source" : "destination"),
                    () -> trial.run(delay, atSource, fault));
        }
    }

    private void note(String place, Supplier<FaultTrial.Outcome> strike) {
        var outcome = strike.get();
        System.out.println(place + ": " + (outcome.struck() ? "" : "nothing to strike; ") + outcome.words());
        outcome.residue().forEach(thing -> System.out.println("  left behind: " + thing));
        injected += outcome.struck() ? 1 : 0;
        survived += outcome.survived() ? 1 : 0;
        lost += outcome.lost() ? 1 : 0;
        duplicated += outcome.duplicated() ? 1 : 0;
        residue += outcome.residue().size();
    }

    private boolean report() {
        System.out.printf(
                "faults: injected=%d survived=%d lost=%d duplicated=%d residue=%d%n",
                injected, survived, lost, duplicated, residue);
        return survived == injected && injected > 0 && lost + duplicated + residue == 0;
    }
}
