package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import org.deskferry.proto.v1.SnapshotRecord;
import org.deskferry.proto.v1.TakeSnapshotRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code deskferry snapshot POD}. */
@Command(
        name = "snapshot",
        description = "Keeps a running pod as it is now on its workstation's disk, and lets it run on.",
        mixinStandardHelpOptions = true)
final class SnapshotCommand extends PodCommand {
    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What to call it. Default: the pod's name and the time.")
    private String name = "";

    SnapshotCommand(Session session) {
        super(session);
    }

    @Override
    void act(Workstations workstations, FoundPod found) throws CommandFailure {
        var request = TakeSnapshotRequest.newBuilder()
                .setPod(found.id())
                .setName(name)
                .build();
        var taken = workstations.callRest(found.member(), stub -> stub.takeSnapshot(request));
        if (session.json()) {
            var result = new JsonObject();
            result.addProperty("workstation", found.member().name());
            result.add("snapshot", Json.of(taken));
            session.printJson(result);
        } else {
            print(found, taken);
        }
    }

    private void print(FoundPod found, SnapshotRecord taken) {
        session.out()
                .println("Took " + Text.plain(taken.getName()) + " of " + found.name() + " on "
                        + found.member().name() + ": frozen " + Text.seconds(taken.getFrozen()) + ", "
                        + Text.bytes(taken.getBytes()) + ", of which " + Text.bytes(taken.getAddedBytes())
                        + " were added to the disk.");
    }
}
