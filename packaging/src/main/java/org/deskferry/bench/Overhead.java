package org.deskferry.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.deskferry.lab.Lab;
import org.deskferry.lab.Node;
import org.deskferry.lab.Resources;
import org.deskferry.lab.Workstation;

/**
 * What it costs a program to be in a pod: each chore is done outside, outside on an overlay, and inside, in turn. An overlay is what the files of any
 * container are on; what it costs is the kernel's.
 *
 * @param inPod how much longer each took inside than outside, in percent, of each round
 * @param onOverlay the same of an overlay alone
 */
record Overhead(Map<Chore, List<Double>> inPod, Map<Chore, List<Double>> onOverlay) {
    private static final int PERCENT = 100;
    /** More than of moves, as the differences are small. */
    private static final int PAIRS_A_ROUND = 2;

    private static final Load NOTHING = Load.program(1, 1, 0);
    /** How often is looked whether a chore in the pod is done: outside nobody looks. */
    private static final Duration SELDOM = Duration.ofMillis(250);

    static Overhead measure(Lab lab, Path packaging, int rounds) {
        var workstation = lab.workstation("wsa");
        var echo = echo(lab);
        try (var outside = Outside.start(workstation, packaging, Outside.Ground.DISK);
                var overlaid = Outside.start(workstation, packaging, Outside.Ground.OVERLAY);
                var subject = Subject.alone(lab, workstation, NOTHING)) {
            var pod = subject.pod();
            pod.kill("load.py");
            var overhead = new Overhead(new LinkedHashMap<>(), new LinkedHashMap<>());
            var places = List.<UnaryOperator<String>>of(
                    outside::ask, overlaid::ask, command -> pod.ask(inBash(command), SELDOM));
            var _ = outside.ask(Chore.PREPARATION) + overlaid.ask(Chore.PREPARATION) + pod.ask(Chore.PREPARATION);
            for (var chore : Chore.ALL) {
                for (var pair = 0; pair < rounds * PAIRS_A_ROUND; pair++) {
                    overhead.add(
                            chore,
                            places.stream()
                                    .map(place -> {
                                        settle(workstation);
                                        return seconds(place.apply(chore.timed()));
                                    })
                                    .toList());
                }
            }
            return overhead;
        } finally {
            Node.end(echo);
        }
    }

    /** Nobody is to pay for what those before have written, or for memory that the machine has yet to find. */
    private static void settle(Workstation workstation) {
        workstation.run("sync");
        Warmth.before(NOTHING);
    }

    private void add(Chore chore, List<Double> seconds) {
        var bare = seconds.get(0);
        add(onOverlay, chore, bare, seconds.get(1));
        add(inPod, chore, bare, seconds.get(2));
        System.out.printf(
                "%s: outside %.3f s, on an overlay %.3f s, in a pod %.3f s%n",
                chore.name(), bare, seconds.get(1), seconds.get(2));
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

    private static String inBash(String command) {
        return "bash -c '" + command + "'";
    }

    private static double seconds(String said) {
        return Double.parseDouble(said.strip());
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

    /** The median of all in a pod. */
    Figure all() {
        return Figure.of(inPod.values().stream().flatMap(List::stream).toList()).orElseThrow();
    }
}
