package org.deskferry.app.cli;

import com.google.protobuf.Duration;
import java.io.Console;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.deskferry.app.evacuation.Evacuation;
import org.deskferry.app.evacuation.Plan;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.ProblemKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deskferry evacuate WORKSTATION}. */
@Command(
        name = "evacuate",
        description = {
            "Moves every pod of a workstation to the best others, connections kept. Shows the plan and asks first.",
            "A pod that one workstation refuses goes to the next best. What cannot move is left running, and listed. Moves that have"
                    + " begun go on when this command is interrupted."
        },
        mixinStandardHelpOptions = true)
final class EvacuateCommand implements Callable<Integer> {
    private final Session session;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "WORKSTATION", description = "Which is to be emptied.")
    private String workstation = "";

    @Option(
            names = "--to",
            paramLabel = "WORKSTATION",
            arity = "1..*",
            description = "Where pods may go. Default: to all others of the fleet.")
    private Set<String> to = new LinkedHashSet<>();

    @Option(
            names = "--at-once",
            paramLabel = "N",
            description =
                    "How many move at the same time, 1 to " + Evacuation.MOST_AT_ONCE + ". Default: ${DEFAULT-VALUE}.")
    private int atOnce = Evacuation.USUALLY_AT_ONCE;

    @Option(
            names = "--downtime",
            paramLabel = "TIME",
            converter = DowntimeConverter.class,
            description = "How long each may stand still, such as 3s. Default: as the workstation is set.")
    private Optional<Duration> downtime = Optional.empty();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    EvacuateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws FleetException, CommandFailure {
        if (atOnce < 1 || atOnce > Evacuation.MOST_AT_ONCE) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--at-once is " + atOnce + "; allowed is 1 to " + Evacuation.MOST_AT_ONCE + ".");
        }
        try (var workstations = session.workstations()) {
            var source = workstations.member(workstation);
            for (var name : to) {
                checkDestination(workstations.member(name), source);
            }
            return evacuate(workstations, source, workstations.look());
        }
    }

    private int evacuate(Workstations workstations, Member source, List<Sighting> sightings) throws CommandFailure {
        if (pods(source, sightings) == 0) {
            new EvacuationReport(session, source).nothing();
            return ExitCode.OK;
        }
        var evacuation = new Evacuation(source.name(), to, atOnce);
        var report = new EvacuationReport(session, source);
        var plan = evacuation.plan(sightings.stream().map(Sighting::seen).toList());
        report.plan(plan);
        if (!isAgreed(plan, source)) {
            session.out().println("Nothing has changed.");
            return ExitCode.REFUSED;
        }
        return new EvacuationRun(workstations, source, evacuation, downtime, report).run(sightings);
    }

    private static int pods(Member source, List<Sighting> sightings) throws CommandFailure {
        var there = sightings.stream()
                .filter(sighting -> sighting.member().equals(source))
                .findFirst()
                .orElseThrow();
        if (there.isAway()) {
            throw new CommandFailure(there.problems());
        }
        return there.pods().size();
    }

    private static void checkDestination(Member destination, Member source) throws CommandFailure {
        if (destination.equals(source)) {
            throw CommandFailure.of(
                    ProblemKind.PROBLEM_KIND_SAME_WORKSTATION,
                    "workstation " + source.name(),
                    "It is the one to be emptied.",
                    "Name others with --to, or none.");
        }
    }

    private boolean isAgreed(Plan plan, Member source) throws CommandFailure {
        if (yes || plan.departures().isEmpty()) {
            return true;
        }
        var console = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .filter(_ -> !session.json())
                .orElseThrow(() -> CommandFailure.of(
                        ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                        "workstation " + source.name(),
                        "It is not evacuated without being asked, and there is nobody to ask.",
                        "Say --yes."));
        session.out().flush();
        var answer = console.readLine(
                "Move %s away from %s? [y/N] ", Text.count(plan.departures().size(), "pod"), source.name());
        return answer != null && answer.strip().matches("(?i)y(es)?");
    }
}
