package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deskferry.app.identity.FleetException;
import org.deskferry.proto.v1.HistoryEntry;
import org.deskferry.proto.v1.ListHistoryRequest;
import org.deskferry.proto.v1.ListHistoryResponse;
import org.deskferry.proto.v1.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deskferry history}. */
@Command(
        name = "history",
        description = "Tells who did what with which pod, when, and how it ended: the newest first.",
        mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {
    private static final int MOST = 500;

    private final Session session;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--pod", paramLabel = "POD", description = "Only what concerns this pod, by its name or id.")
    private String pod = "";

    @Option(
            names = {"--workstation", "--machine"},
            paramLabel = "WORKSTATION",
            description = "Only what concerns pods that were on it, or were to move to it.")
    private String workstation = "";

    @Option(
            names = {"--who", "--user"},
            paramLabel = "NAME",
            description = "Only what this operator asked for, by the certificate's name.")
    private String who = "";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = SinceConverter.class,
            description = "Nothing older: 30m, 2h, 7d, 2026-11-29 or 2026-11-29T08:15:00Z.")
    private Optional<Timestamp> since = Optional.empty();

    @Option(names = "--most", paramLabel = "N", description = "At most so many, 1 to 500. Default: ${DEFAULT-VALUE}.")
    private int most = 50;

    HistoryCommand(Session session) {
        this.session = session;
    }

    /** What a workstation said, or why it said nothing. */
    private record Told(ListHistoryResponse page, List<Problem> problems) {}

    @Override
    public Integer call() throws FleetException {
        if (most < 1 || most > MOST) {
            throw new ParameterException(spec.commandLine(), "--most is not from 1 to " + MOST);
        }
        try (var workstations = session.workstations()) {
            var told = workstations.askAll(member -> {
                try {
                    return new Told(workstations.history(member, request()), List.of());
                } catch (CommandFailure e) {
                    return new Told(ListHistoryResponse.getDefaultInstance(), e.problems());
                }
            });
            var entries = told.stream()
                    .flatMap(each -> each.page().getEntriesList().stream())
                    .sorted(Comparator.comparing(HistoryEntry::getTime, Timestamps.comparator())
                            .reversed())
                    .limit(most)
                    .toList();
            print(entries);
            var problems =
                    told.stream().flatMap(each -> each.problems().stream()).toList();
            if (!problems.isEmpty()) {
                session.printProblems(problems);
            }
            return problems.isEmpty() ? ExitCode.OK : entries.isEmpty() ? ExitCode.UNREACHABLE : ExitCode.PARTLY;
        }
    }

    private ListHistoryRequest request() {
        var request = ListHistoryRequest.newBuilder()
                .setPod(pod)
                .setWorkstation(workstation)
                .setWho(who)
                .setMost(most);
        since.ifPresent(request::setSince);
        return request.build();
    }

    private void print(List<HistoryEntry> entries) {
        if (session.json()) {
            var result = new JsonObject();
            result.add("entries", Json.list(entries.stream().map(Json::of).toList()));
            session.printJson(result);
            return;
        }
        var table = new Table("TIME", "WHO", "WHAT", "POD", "FROM", "TO", "FROZEN", "TOTAL", "OUTCOME");
        entries.forEach(entry -> table.add(
                Timestamps.toString(entry.getTime()).replaceFirst("\\.\\d+Z$", "Z"),
                entry.getWho(),
                Text.word(entry.getDeed(), "DEED_"),
                entry.getPodName(),
                entry.getWorkstation(),
                entry.getDestination(),
                entry.hasFrozen() ? length(entry.getFrozen()) : "",
                length(entry.getTotal()),
                outcome(entry)));
        table.print(session.out());
    }

    private static String length(Duration length) {
        return Text.seconds(length);
    }

    private static String outcome(HistoryEntry entry) {
        return entry.getProblemsCount() == 0
                ? "done"
                : entry.getProblems(0).getThing() + ": " + entry.getProblems(0).getReason();
    }
}
