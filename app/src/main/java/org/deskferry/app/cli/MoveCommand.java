package org.deskferry.app.cli;

import java.util.concurrent.Callable;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.MovePodRequest;
import org.deskferry.proto.v1.MoveProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deskferry move POD WORKSTATION}. */
@Command(
        name = "move",
        description = "Moves a pod to another workstation. Its programs and connections go on there.",
        mixinStandardHelpOptions = true)
final class MoveCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "POD", description = "Which pod.")
    private String pod = "";

    @Parameters(index = "1", paramLabel = "WORKSTATION", description = "Where to.")
    private String destination = "";

    @Option(names = "--steps", description = "Show how long each step took.")
    private boolean steps;

    MoveCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws FleetException, CommandFailure {
        try (var workstations = session.workstations()) {
            var to = workstations.member(destination);
            var found = FoundPod.among(workstations.look(), pod);
            var end = move(workstations, found, to);
            if (!session.json()) {
                new MoveReport(end).print(session.out(), steps);
            }
            var result = end.getResult();
            return result.getResidueCount() + result.getDestinationResidueCount() == 0 ? ExitCode.OK : ExitCode.PARTLY;
        }
    }

    /** Follows the move to its end and returns the last message, the one with the result. */
    private MoveProgress move(Workstations workstations, FoundPod found, Member to) throws CommandFailure {
        var request = MovePodRequest.newBuilder()
                .setPod(found.id())
                .setDestination(to.name())
                .setAddress(to.address())
                .build();
        try (var line = new ProgressLine(session)) {
            return workstations.callWithoutLimit(found.member(), stub -> {
                var move = stub.movePod(request);
                var last = MoveProgress.getDefaultInstance();
                for (var progress = move.read(); progress != null; progress = move.read()) {
                    last = progress;
                    line.show(progress);
                }
                return last;
            });
        }
    }
}
