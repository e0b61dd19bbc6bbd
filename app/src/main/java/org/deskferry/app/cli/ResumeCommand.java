package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import picocli.CommandLine.Command;

/** {@code deskferry resume POD}. */
@Command(
        name = "resume",
        description = "Wakes a suspended pod, and tells which of its connections are still there.",
        mixinStandardHelpOptions = true)
final class ResumeCommand extends PodCommand {
    ResumeCommand(Session session) {
        super(session);
    }

    @Override
    void act(Workstations workstations, FoundPod found) throws CommandFailure {
        var request = found.request();
        var done = workstations.callRest(found.member(), stub -> stub.resumePod(request));
        if (session.json()) {
            var result = new JsonObject();
            result.addProperty("workstation", found.member().name());
            result.add("resumed", Json.of(done));
            session.printJson(result);
        } else {
            session.out()
                    .println("Resumed " + found.name() + " on " + found.member().name() + " in "
                            + Text.seconds(done.getTook()) + ".");
            ReunionReport.print(session.out(), done.getReunion());
        }
    }
}
