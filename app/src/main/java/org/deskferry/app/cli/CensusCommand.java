package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.CensusReport;
import org.deskferry.proto.v1.CensusRequest;
import org.deskferry.proto.v1.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code deskferry census POD}. */
@Command(
        name = "census",
        description = "Lists what each workstation has of a pod: processes, mounts, links, files.",
        mixinStandardHelpOptions = true)
final class CensusCommand implements Callable<Integer> {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Session session;

    @Parameters(paramLabel = "POD", description = "Its id, also of a pod that is no more; or the name of one that is.")
    private String pod = "";

    CensusCommand(Session session) {
        this.session = session;
    }

    /** What a workstation found, or why it did not look. */
    private record Findings(Member member, List<String> found, List<Problem> problems) {
        JsonObject json() {
            var object = new JsonObject();
            object.addProperty("workstation", member.name());
            object.add(
                    "found",
                    Json.of(CensusReport.newBuilder().addAllFound(found))
                            .getAsJsonObject()
                            .get("found"));
            object.add("problems", Json.list(problems.stream().map(Json::of).toList()));
            return object;
        }
    }

    @Override
    public Integer call() throws FleetException, CommandFailure {
        try (var workstations = session.workstations()) {
            var id = ID.matcher(pod).matches()
                    ? pod
                    : FoundPod.among(workstations.look(), pod).id();
            var all = workstations.askAll(member -> ask(workstations, member, id));
            if (session.json()) {
                var result = new JsonObject();
                result.addProperty("pod", id);
                result.add(
                        "workstations",
                        Json.list(all.stream().map(Findings::json).toList()));
                session.printJson(result);
            } else {
                all.forEach(this::print);
            }
            return exitCode(all);
        }
    }

    private static Findings ask(Workstations workstations, Member member, String id) {
        try {
            var request = CensusRequest.newBuilder().setPodId(id).build();
            var report = workstations.call(member, LIMIT, stub -> stub.census(request));
            return new Findings(member, report.getFoundList(), List.of());
        } catch (CommandFailure e) {
            return new Findings(member, List.of(), e.problems());
        }
    }

    private void print(Findings findings) {
        var out = session.out();
        if (!findings.problems().isEmpty()) {
            out.println(findings.member().name() + ": not known");
            session.printProblems(findings.problems());
        } else if (findings.found().isEmpty()) {
            out.println(findings.member().name() + ": nothing");
        } else {
            out.println(findings.member().name() + ":");
            findings.found().forEach(thing -> out.println("  " + Text.plain(thing)));
        }
    }

    private static int exitCode(List<Findings> all) {
        var silent =
                all.stream().filter(findings -> !findings.problems().isEmpty()).toList();
        if (silent.isEmpty()) {
            return ExitCode.OK;
        }
        return silent.size() < all.size()
                ? ExitCode.PARTLY
                : ExitCode.of(silent.getFirst().problems());
    }
}
