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
 * What it costs a program to be in a pod: each chore is done outside and inside in turn.
 *
 * @param percents how much longer each took inside than outside, of each pair
 */
record Overhead(Map<Chore, List<Double>> percents) {
    private static final int PERCENT = 100;

    static Overhead measure(Lab lab, Path packaging, int rounds) {
        var workstation = lab.workstation("wsa");
        var echo = echo(lab);
        try (var outside = Outside.start(workstation, packaging);
                var subject = Subject.alone(lab, workstation, Load.program(1, 1, 0))) {
            var pod = subject.pod();
            pod.kill("load.py");
            pod.write(pod.home().resolve("chores.c"), Resources.read(Overhead.class, "chores.c"));
            outside.write("chores.c", Resources.read(Overhead.class, "chores.c"));
            var _ = pod.ask(Chore.PREPARATION) + outside.ask(Chore.PREPARATION);
            var percents = new LinkedHashMap<Chore, List<Double>>();
            for (var chore : Chore.ALL) {
                var pairs = new ArrayList<Double>();
                for (var round = 0; round < rounds; round++) {
                    var bare = seconds(outside.ask(chore.timed()));
                    var podded = seconds(pod.ask(inBash(chore.timed())));
                    pairs.add((podded / bare - 1) * PERCENT);
                    System.out.printf("%s: outside %.3f s, in a pod %.3f s%n", chore.name(), bare, podded);
                }
                percents.put(chore, pairs);
            }
            return new Overhead(percents);
        } finally {
            Node.end(echo);
        }
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

    /** Of a chore, in percent. */
    Figure figure(Chore chore) {
        return Figure.of(percents.getOrDefault(chore, List.of())).orElseThrow();
    }

    /** The median of all pairs. */
    Figure all() {
        return Figure.of(percents.values().stream().flatMap(List::stream).toList())
                .orElseThrow();
    }
}
