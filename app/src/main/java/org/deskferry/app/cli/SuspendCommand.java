package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import org.deskferry.proto.v1.SuspendPodResponse;
import picocli.CommandLine.Command;

/** {@code deskferry suspend POD}. */
@Command(
        name = "suspend",
        description = "Writes a running pod to its workstation's disk. It takes no memory there until it is resumed.",
        mixinStandardHelpOptions = true)
final class SuspendCommand extends PodCommand {
    SuspendCommand(Session session) {
        super(session);
    }

    @Override
    void act(Workstations workstations, FoundPod found) throws CommandFailure {
        var request = found.request();
        var done = workstations.callRest(found.member(), stub -> stub.suspendPod(request));
        if (session.json()) {
            var result = new JsonObject();
            result.addProperty("pod", found.id());
            result.addProperty("name", found.name());
            result.addProperty("workstation", found.member().name());
            result.add("suspended", Json.of(done));
            session.printJson(result);
        } else {
            print(found, done);
        }
    }

    private void print(FoundPod found, SuspendPodResponse done) {
        var suspension = done.getSuspension();
        session.out()
                .println("Suspended " + found.name() + " to the disk of "
                        + found.member().name() + " in " + Text.seconds(done.getTook()) + ": "
                        + Text.bytes(suspension.getCheckpointBytes()) + ", "
                        + Text.count(suspension.getConnectionsCount(), "connection") + " open.");
    }
}
