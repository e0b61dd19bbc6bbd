package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import java.util.concurrent.Callable;
import org.deskferry.app.identity.FleetException;
import org.deskferry.proto.v1.RestoreSnapshotRequest;
import org.deskferry.proto.v1.ResumePodResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deskferry restore SNAPSHOT}. */
@Command(
        name = "restore",
        description = "Makes a new pod, with an address of its own, that goes on from a snapshot.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "SNAPSHOT", description = "Which one: its name, WORKSTATION/NAME, or its id.")
    private String snapshot = "";

    @Option(names = "--name", paramLabel = "NAME", description = "What to call the new pod. Default: a free name.")
    private String name = "";

    RestoreCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws FleetException, CommandFailure {
        try (var workstations = session.workstations()) {
            var found = FoundSnapshot.look(workstations).one(snapshot);
            var request = RestoreSnapshotRequest.newBuilder()
                    .setSnapshot(found.snapshot().getId())
                    .setName(name)
                    .build();
            var done = workstations.callRest(found.member(), stub -> stub.restoreSnapshot(request));
            if (session.json()) {
                var result = new JsonObject();
                result.addProperty("workstation", found.member().name());
                result.add("restored", Json.of(done));
                session.printJson(result);
            } else {
                print(found, done);
            }
            return ExitCode.OK;
        }
    }

    private void print(FoundSnapshot found, ResumePodResponse done) {
        var manifest = done.getPod().getManifest();
        session.out()
                .println("Restored " + Text.plain(found.snapshot().getName()) + " on "
                        + found.member().name() + " as " + Text.plain(manifest.getName()) + ", address "
                        + Text.plain(manifest.getAddress().getIpv4().replaceFirst("/.*", "")) + ", in "
                        + Text.seconds(done.getTook()) + ".");
        var broken = done.getReunion().getLostList();
        if (!broken.isEmpty()) {
            session.out().println("Broken off, as they are the other pod's:");
            broken.forEach(connection -> session.out().println("  " + ReunionReport.line(connection)));
        }
    }
}
