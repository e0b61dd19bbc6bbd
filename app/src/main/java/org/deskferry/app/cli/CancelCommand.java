package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import java.time.Duration;
import picocli.CommandLine.Command;

/** {@code deskferry move cancel POD}. */
@Command(
        name = "cancel",
        description =
                "Calls off a move that is under way, as long as it is not committed. The pod runs on where it was.",
        mixinStandardHelpOptions = true)
final class CancelCommand extends PodCommand {
    static final Duration LIMIT = Duration.ofMinutes(2);

    CancelCommand(Session session) {
        super(session);
    }

    @Override
    void act(Workstations workstations, FoundPod found) throws CommandFailure {
        var request = found.request();
        workstations.call(found.member(), LIMIT, stub -> stub.cancelMove(request));
        if (session.json()) {
            var result = new JsonObject();
            result.addProperty("cancelled", found.id());
            result.addProperty("workstation", found.member().name());
            session.printJson(result);
        } else {
            session.out().println(words(found));
        }
    }

    static String words(FoundPod found) {
        return "The move of " + found.name() + " is cancelled. It runs on at "
                + found.member().name() + ".";
    }
}
