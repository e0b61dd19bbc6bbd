package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.deskferry.app.identity.FleetException;
import org.deskferry.proto.v1.PodRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code deskferry rm POD...}. */
@Command(
        name = "rm",
        description = "Ends every program of a pod and removes its files.",
        mixinStandardHelpOptions = true)
final class RmCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Session session;

    @Parameters(paramLabel = "POD", arity = "1..*", description = "Which pods.")
    private Set<String> pods = new LinkedHashSet<>();

    RmCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws FleetException {
        var failures = new ArrayList<CommandFailure>();
        try (var workstations = session.workstations()) {
            var sightings = workstations.look();
            for (var pod : pods) {
                try {
                    remove(workstations, FoundPod.among(sightings, pod));
                } catch (CommandFailure e) {
                    session.printProblems(e.problems());
                    failures.add(e);
                }
            }
        }
        return exitCode(failures);
    }

    private void remove(Workstations workstations, FoundPod found) throws CommandFailure {
        var request = PodRequest.newBuilder().setPod(found.id()).build();
        workstations.call(found.member(), LIMIT, stub -> stub.destroyPod(request));
        if (session.json()) {
            var result = new JsonObject();
            result.addProperty("removed", found.id());
            result.addProperty("name", found.name());
            result.addProperty("workstation", found.member().name());
            session.printJson(result);
        } else {
            session.out()
                    .println("Removed " + found.name() + " from "
                            + found.member().name() + ".");
        }
    }

    private int exitCode(List<CommandFailure> failures) {
        if (failures.isEmpty()) {
            return ExitCode.OK;
        }
        return failures.size() < pods.size()
                ? ExitCode.PARTLY
                : failures.getFirst().exitCode();
    }
}
