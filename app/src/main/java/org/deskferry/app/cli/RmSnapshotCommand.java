package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.deskferry.app.identity.FleetException;
import org.deskferry.proto.v1.DeleteSnapshotRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code deskferry rm-snapshot SNAPSHOT...}. */
@Command(name = "rm-snapshot", description = "Removes snapshots.", mixinStandardHelpOptions = true)
final class RmSnapshotCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "SNAPSHOT", arity = "1..*", description = "Which: names, WORKSTATION/NAMEs, or ids.")
    private Set<String> snapshots = new LinkedHashSet<>();

    RmSnapshotCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws FleetException {
        try (var workstations = session.workstations()) {
            var all = FoundSnapshot.look(workstations);
            return session.each(snapshots, text -> remove(workstations, all.one(text)));
        }
    }

    private void remove(Workstations workstations, FoundSnapshot found) throws CommandFailure {
        var request = DeleteSnapshotRequest.newBuilder()
                .setSnapshot(found.snapshot().getId())
                .build();
        var done = workstations.callRest(found.member(), stub -> stub.deleteSnapshot(request));
        if (session.json()) {
            var result = new JsonObject();
            result.addProperty("removed", found.snapshot().getId());
            result.addProperty("name", found.snapshot().getName());
            result.addProperty("workstation", found.member().name());
            result.addProperty("freedBytes", done.getFreedBytes());
            session.printJson(result);
        } else {
            session.out()
                    .println("Removed " + Text.plain(found.snapshot().getName()) + " from "
                            + found.member().name() + "; " + Text.bytes(done.getFreedBytes()) + " are free again.");
        }
    }
}
