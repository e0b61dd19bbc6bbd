package org.deskferry.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.util.Timestamps;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deskferry.app.identity.FleetException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code deskferry snapshots [POD]}. */
@Command(
        name = "snapshots",
        description = "Lists the snapshots that workstations have.",
        mixinStandardHelpOptions = true)
final class SnapshotsCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "POD", arity = "0..1", description = "Only those of this pod, by its name or id.")
    private Optional<String> pod = Optional.empty();

    SnapshotsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws FleetException {
        try (var workstations = session.workstations()) {
            var all = FoundSnapshot.look(workstations);
            var wanted = all.found().stream().filter(this::isWanted).toList();
            if (session.json()) {
                session.printJson(json(wanted));
            } else {
                table(wanted).print(session.out());
            }
            if (!all.problems().isEmpty()) {
                session.printProblems(all.problems());
                return wanted.isEmpty() ? ExitCode.UNREACHABLE : ExitCode.PARTLY;
            }
            return ExitCode.OK;
        }
    }

    private boolean isWanted(FoundSnapshot found) {
        var of = found.snapshot().getDescription().getManifest();
        return pod.isEmpty() || pod.get().equals(of.getName()) || pod.get().equals(of.getId());
    }

    private static Table table(List<FoundSnapshot> snapshots) {
        var table = new Table("SNAPSHOT", "WORKSTATION", "POD", "TAKEN", "SIZE", "ADDED", "PROGRAMS");
        snapshots.forEach(found -> {
            var snapshot = found.snapshot();
            var description = snapshot.getDescription();
            var titles = description.getResting().getSuspension().getProgramsList().stream()
                    .map(PodTable::title)
                    .toList();
            table.add(
                    Text.plain(snapshot.getName()),
                    found.member().name(),
                    Text.plain(description.getManifest().getName()),
                    Timestamps.toString(description.getTime()).replaceFirst("\\.\\d+Z$", "Z"),
                    Text.bytes(snapshot.getBytes()),
                    Text.bytes(snapshot.getAddedBytes()),
                    Text.shortened(String.join("; ", titles), 40));
        });
        return table;
    }

    private static JsonObject json(List<FoundSnapshot> snapshots) {
        var list = new JsonArray();
        snapshots.forEach(found -> {
            var one = new JsonObject();
            one.addProperty("workstation", found.member().name());
            one.add("snapshot", Json.of(found.snapshot()));
            list.add(one);
        });
        var result = new JsonObject();
        result.add("snapshots", list);
        return result;
    }
}
