package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.deskferry.app.identity.FleetException;
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
        try (var workstations = session.workstations()) {
            var sightings = workstations.look();
            return session.each(pods, pod -> remove(workstations, FoundPod.among(sightings, pod)));
        }
    }

    private void remove(Workstations workstations, FoundPod found) throws CommandFailure {
        var request = found.request();
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
}
