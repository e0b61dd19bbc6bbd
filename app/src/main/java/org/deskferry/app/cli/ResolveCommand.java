package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.deskferry.app.identity.FleetException;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.ResolveMoveRequest;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deskferry move resolve POD --keep|--give-up}. */
@Command(
        name = "resolve",
        description = "Decides where a pod in doubt is, when the other workstation of its move is gone for good.",
        mixinStandardHelpOptions = true)
final class ResolveCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Session session;

    @Parameters(paramLabel = "POD", description = "Which pod.")
    private String pod = "";

    @ArgGroup(multiplicity = "1")
    private Choice choice = new Choice();

    @Option(names = "--yes", description = "You have read the warning.")
    private boolean yes;

    ResolveCommand(Session session) {
        this.session = session;
    }

    /** One of the two. */
    private static final class Choice {
        @Option(names = "--keep", description = "The pod goes on at the workstation that is in doubt.")
        private boolean keep;

        @Option(names = "--give-up", description = "What that workstation has of the pod is removed.")
        private boolean giveUp;
    }

    @Override
    public Integer call() throws FleetException, CommandFailure {
        try (var workstations = session.workstations()) {
            var found = FoundPod.inDoubt(workstations.look(), pod);
            if (found.pod().getState() != PodState.POD_STATE_IN_DOUBT) {
                throw CommandFailure.of(
                        ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                        "pod " + found.name(),
                        "It is not in doubt, so there is nothing to decide.",
                        "Run 'deskferry ls' to see where it is and what it does.");
            }
            if (!yes) {
                session.printProblems(found.pod().getProblemsList());
                session.err().println(warning(found));
                return ExitCode.USAGE;
            }
            var request = ResolveMoveRequest.newBuilder()
                    .setPod(found.id())
                    .setDecision(
                            choice.keep
                                    ? ResolveMoveRequest.Decision.DECISION_KEEP
                                    : ResolveMoveRequest.Decision.DECISION_GIVE_UP)
                    .build();
            workstations.call(found.member(), LIMIT, stub -> stub.resolveMove(request));
            print(found);
            return ExitCode.OK;
        }
    }

    private String warning(FoundPod found) {
        var here = found.member().name();
        return choice.giveUp
                ? "This removes what " + here
                        + " has of the pod. If the other workstation does not have it, the pod is lost.\n"
                        + "  Say --yes as well if you want that."
                : "This lets the pod go on at " + here
                        + ". If the other workstation has it too and still runs, the pod runs"
                        + " twice until the two can talk: what its programs do there meanwhile is lost.\n"
                        + "  Make sure that the other workstation is off, then say --yes as well.";
    }

    private void print(FoundPod found) {
        if (session.json()) {
            var result = new JsonObject();
            result.addProperty(choice.keep ? "kept" : "givenUp", found.id());
            result.addProperty("workstation", found.member().name());
            session.printJson(result);
        } else {
            var here = found.member().name();
            session.out()
                    .println(
                            choice.keep
                                    ? found.name() + " goes on at " + here
                                            + ". An older copy is removed wherever it turns up."
                                    : "Removed what " + here + " had of " + found.name() + ".");
        }
    }
}
