package org.deskferry.app.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.MoveCheck;
import org.deskferry.proto.v1.MovePodRequest;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code deskferry check POD WORKSTATION}. */
@Command(
        name = "check",
        description =
                "Tells whether a pod can move to a workstation, and what stands in the way. Nothing is frozen or changed.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Session session;

    @Parameters(index = "0", paramLabel = "POD", description = "Which pod.")
    private String pod = "";

    @Parameters(index = "1", paramLabel = "WORKSTATION", description = "Where to.")
    private String destination = "";

    CheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws FleetException, CommandFailure {
        try (var workstations = session.workstations()) {
            var to = workstations.member(destination);
            var found = FoundPod.among(workstations.look(), pod);
            var check = workstations.call(found.member(), LIMIT, stub -> stub.checkMove(request(found, to)));
            if (session.json()) {
                session.printJson(Json.of(check));
            } else {
                new CheckReport(found, to.name(), check).print(session.out());
            }
            return exitCode(check);
        }
    }

    private static MovePodRequest request(FoundPod found, Member to) {
        return MovePodRequest.newBuilder()
                .setPod(found.id())
                .setDestination(to.name())
                .setAddress(to.address())
                .build();
    }

    /** A pod that could not move anyway is refused, whether or not the destination answers. */
    private static int exitCode(MoveCheck check) {
        List<Problem> refusals = check.getRefusalsList();
        if (refusals.isEmpty()) {
            return ExitCode.OK;
        }
        var silent = refusals.stream().allMatch(refusal -> refusal.getKind() == ProblemKind.PROBLEM_KIND_UNREACHABLE);
        return silent ? ExitCode.UNREACHABLE : ExitCode.REFUSED;
    }
}
