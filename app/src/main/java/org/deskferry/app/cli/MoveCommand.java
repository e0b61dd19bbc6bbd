package org.deskferry.app.cli;

import com.google.protobuf.Duration;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.MovePodRequest;
import org.deskferry.proto.v1.MoveProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deskferry move POD WORKSTATION}. */
@Command(
        name = "move",
        description = "Moves a pod to another workstation. Its programs and connections go on there.",
        customSynopsis = {
            "deskferry move [OPTIONS] POD WORKSTATION",
            "  or:  deskferry move cancel POD",
            "  or:  deskferry move resolve POD (--keep | --give-up) [--yes]"
        },
        footer = "%nCtrl-C cancels the move, as long as it is not committed.",
        mixinStandardHelpOptions = true)
final class MoveCommand implements Callable<Integer> {
    private final Session session;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", arity = "0..1", paramLabel = "POD", description = "Which pod.")
    private String pod = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "WORKSTATION", description = "Where to.")
    private String destination = "";

    @Option(
            names = "--downtime",
            paramLabel = "TIME",
            converter = DowntimeConverter.class,
            description =
                    "How long it may stand still, such as 3s or 800ms; if it would be longer, it does not move. Default: as"
                            + " its workstation is set.")
    private Optional<Duration> downtime = Optional.empty();

    @Option(
            names = "--bandwidth",
            paramLabel = "MIB",
            converter = BandwidthConverter.class,
            description = "How many MiB a second to send at most while it runs. Default: as its workstation is set.")
    private long bandwidth;

    @Option(names = "--steps", description = "Show how long each step took.")
    private boolean steps;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Write the steps to FILE, for a trace viewer (Trace Event Format).")
    private Optional<Path> trace = Optional.empty();

    MoveCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws FleetException, CommandFailure {
        if (pod.isEmpty() || destination.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "A move needs a POD and a WORKSTATION");
        }
        try (var workstations = session.workstations()) {
            var to = workstations.member(destination);
            var found = FoundPod.among(workstations.look(), pod);
            var end = trace.isPresent() ? traced(workstations, found, to, trace.get()) : move(workstations, found, to);
            if (!session.json()) {
                new MoveReport(end).print(session.out(), steps);
            }
            var result = end.getResult();
            return result.getResidueCount() + result.getDestinationResidueCount() == 0 ? ExitCode.OK : ExitCode.PARTLY;
        }
    }

    private MoveProgress traced(Workstations workstations, FoundPod found, Member to, Path path) throws CommandFailure {
        try (var file = TraceFile.open(path)) {
            var end = move(workstations, found, to);
            file.write(end);
            return end;
        }
    }

    /** Follows the move to its end and returns the last message, the one with the result. */
    private MoveProgress move(Workstations workstations, FoundPod found, Member to) throws CommandFailure {
        var request = MovePodRequest.newBuilder()
                .setPod(found.id())
                .setDestination(to.name())
                .setAddress(to.address())
                .setBandwidth(bandwidth);
        downtime.ifPresent(request::setDowntime);
        try (var line = new ProgressLine(session);
                var _ = Interruption.listen(session, workstations, found)) {
            return new MoveCall(workstations, found.member()).follow(request.build(), line::show);
        }
    }
}
