package org.deskferry.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deskferry.lab.Lab;
import org.deskferry.lab.Node;
import org.deskferry.lab.Resources;

/**
 * What it costs a program to be in a pod: each chore is done outside, outside on an overlay, and inside, in turn. An overlay is what the files of any
 * container are on; what it costs is the kernel's.
 *
 * @param inPod how much longer each took inside than outside, in percent, of each pair
 * @param onOverlay the same of an overlay alone
 */
record Overhead(Map<Chore, List<Double>> inPod, Map<Chore, List<Double>> onOverlay) {
    private static final int PERCENT = 100;
    /** More than of moves, as the differences are small. */
    private static final int PAIRS_A_ROUND = 3;
    /** How often a chore is done at each place for one pair: in each of the six orders that three places have as often. */
    private static final int TURNS = 12;

    private static final Load NOTHING = Load.program(1, 1, 0);

    static Overhead measure(Lab lab, Path packaging, int rounds) {
        var workstation = lab.workstation("wsa");
        var echo = echo(lab);
        try (var outside = Outside.start(workstation, packaging, Outside.Ground.DISK);
                var overlaid = Outside.start(workstation, packaging, Outside.Ground.OVERLAY);
                var subject = Subject.alone(lab, workstation, NOTHING)) {
            var pod = subject.pod();
            pod.kill("load.py");
            try (var bare = Hand.start(outside.home(), outside::launch);
                    var onOverlay = Hand.start(overlaid.home(), overlaid::launch);
                    var inPod = Hand.start(pod.home(), pod::launch)) {
                var overhead = new Overhead(new LinkedHashMap<>(), new LinkedHashMap<>());
                for (var chore : Chore.ALL) {
                    for (var pair = 0; pair < rounds * PAIRS_A_ROUND; pair++) {
                        // Nobody is to pay for what those before have written.
                        workstation.run("sync");
                        overhead.add(chore, inTurn(chore, List.of(bare, onOverlay, inPod)));
                    }
                }
                return overhead;
            }
        } finally {
            Node.end(echo);
        }
    }

    /** How many seconds a chore takes each of them. */
    private static double[] inTurn(Chore chore, List<Hand> hands) {
        hands.forEach(hand -> hand.seconds(chore.setup()));
        var seconds = new double[hands.size()];
        for (var turn = 0; turn < TURNS; turn++) {
            for (var i = 0; i < hands.size(); i++) {
                var step = turn % 2 == 0 ? i : -i;
                var next = Math.floorMod(turn / 2 + step, hands.size());
                seconds[next] += hands.get(next).seconds(chore.command());
            }
        }
        return seconds;
    }

    private void add(Chore chore, double[] seconds) {
        var bare = seconds[0];
        add(onOverlay, chore, bare, seconds[1]);
        add(inPod, chore, bare, seconds[2]);
        System.out.printf(
                "%s: outside %.3f s, on an overlay %.3f s, in a pod %.3f s%n",
                chore.name(), bare, seconds[1], seconds[2]);
    }

    private static void add(Map<Chore, List<Double>> percents, Chore chore, double bare, double longer) {
        percents.computeIfAbsent(chore, _ -> new ArrayList<>()).add((longer / bare - 1) * PERCENT);
    }

    private static Process echo(Lab lab) {
        var program = Resources.copy(Overhead.class, "echo.py", lab.folder());
        var echo = lab.peer()
                .start(
                        lab.folder().resolve("echo.out").toFile(),
                        "python3",
                        program.toString(),
                        Integer.toString(Chore.ECHO_PORT));
        lab.peer().awaitListener(Chore.ECHO_PORT);
        return echo;
    }

    /** Of a chore in a pod, in percent. */
    Figure inPod(Chore chore) {
        return figure(inPod, chore);
    }

    /** Of a chore on an overlay, in percent. */
    Figure onOverlay(Chore chore) {
        return figure(onOverlay, chore);
    }

    private static Figure figure(Map<Chore, List<Double>> percents, Chore chore) {
        return Figure.of(percents.getOrDefault(chore, List.of())).orElseThrow();
    }

    /** The median of the chores' medians in a pod: each chore counts once, however far apart its pairs lie. */
    double median() {
        var medians = inPod.keySet().stream()
                .mapToDouble(chore -> inPod(chore).median())
                .sorted()
                .toArray();
        var half = medians.length / 2;
        return (medians[half] + medians[medians.length - 1 - half]) / 2;
    }

    /** Of all pairs in a pod at once: the more they waver, the more this is of the chores that take longest. */
    Figure allPairs() {
        return Figure.of(inPod.values().stream().flatMap(List::stream).toList()).orElseThrow();
    }
}
