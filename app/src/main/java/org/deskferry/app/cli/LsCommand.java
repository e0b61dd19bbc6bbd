package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.deskferry.app.identity.FleetException;
import org.deskferry.proto.v1.WorkstationFacts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code deskferry ls}. */
@Command(
        name = "ls",
        description = "Lists the workstations of the fleet and their pods.",
        mixinStandardHelpOptions = true)
final class LsCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--problems", description = "Also what keeps workstations from doing their work fully.")
    private boolean problems;

    LsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws FleetException {
        try (var workstations = session.workstations()) {
            var sightings = workstations.look();
            if (session.json()) {
                session.printJson(json(sightings));
            } else {
                print(sightings);
            }
            var allAway = !sightings.isEmpty() && sightings.stream().allMatch(Sighting::isAway);
            return allAway ? ExitCode.UNREACHABLE : ExitCode.OK;
        }
    }

    private void print(List<Sighting> sightings) {
        workstations(sightings).print(session.out());
        if (sightings.stream().anyMatch(sighting -> !sighting.pods().isEmpty())) {
            session.out().println();
            PodTable.of(sightings).print(session.out());
            sightings.stream()
                    .flatMap(sighting -> sighting.pods().stream())
                    .flatMap(pod -> pod.getProblemsList().stream())
                    .forEach(problem -> session.out().println("\n" + Text.help(problem)));
        }
        if (problems) {
            sightings.forEach(this::printProblems);
        }
    }

    private void printProblems(Sighting sighting) {
        var list = sighting.snapshot()
                .map(snapshot -> snapshot.getWorkstation().getProblemsList())
                .orElse(sighting.problems());
        if (!list.isEmpty()) {
            session.out().println("\n" + sighting.member().name());
            list.forEach(problem -> session.out().println(Text.help(problem)));
        }
    }

    private static Table workstations(List<Sighting> sightings) {
        var table = new Table("WORKSTATION", "STATE", "LOAD", "MEMORY FREE", "DISK FREE", "ENGINE", "PODS");
        sightings.forEach(sighting -> sighting.snapshot()
                .ifPresentOrElse(
                        snapshot -> add(table, sighting, snapshot.getWorkstation()),
                        () -> table.add(sighting.member().name(), sighting.absence())));
        return table;
    }

    private static void add(Table table, Sighting sighting, WorkstationFacts facts) {
        table.add(
                sighting.member().name(),
                "here",
                String.format(Locale.ROOT, "%.2f", facts.getLoad()),
                Text.bytes(facts.getMemoryAvailableBytes()) + " of " + Text.bytes(facts.getMemoryTotalBytes()),
                Text.bytes(facts.getDiskFreeBytes()),
                facts.getEngine().isEmpty() ? "none" : facts.getEngine(),
                String.valueOf(sighting.pods().size()));
    }

    private static JsonObject json(List<Sighting> sightings) {
        var result = new JsonObject();
        result.add(
                "workstations", Json.list(sightings.stream().map(Sighting::json).toList()));
        return result;
    }
}
