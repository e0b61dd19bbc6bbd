package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import org.deskferry.proto.v1.Pod;
import picocli.CommandLine.Command;

/** {@code deskferry show POD}. */
@Command(name = "show", description = "Shows all there is to know of a pod.", mixinStandardHelpOptions = true)
final class ShowCommand extends PodCommand {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    ShowCommand(Session session) {
        super(session);
    }

    @Override
    void act(Workstations workstations, FoundPod found) throws CommandFailure {
        var request = found.request();
        var described = workstations.call(found.member(), LIMIT, stub -> stub.describePod(request));
        if (session.json()) {
            var result = new JsonObject();
            result.addProperty("workstation", found.member().name());
            result.add("pod", Json.of(described));
            session.printJson(result);
        } else {
            print(found, described);
        }
    }

    private void print(FoundPod found, Pod described) {
        var manifest = described.getManifest();
        var address = manifest.getAddress();
        var table = new Table("name", manifest.getName());
        table.add("id", manifest.getId());
        if (!manifest.getOwner().isEmpty()) {
            table.add("owner", manifest.getOwner());
        }
        table.add("workstation", found.member().name());
        table.add("state", PodTable.state(described));
        if (!described.getMoveId().isEmpty()) {
            table.add("move", described.getMoveId());
        }
        table.add("up", PodTable.uptime(found.snapshot(), described));
        table.add("created", Timestamps.toString(manifest.getCreated()));
        table.add("image", manifest.getImage());
        table.add(
                "display",
                manifest.getGeometry().getWidth() + "x" + manifest.getGeometry().getHeight());
        table.add("address", String.join(" ", address.getIpv4(), address.getIpv6(), address.getMac()));
        if (address.hasCareOf()) {
            table.add(
                    "away from home at",
                    String.join(
                            " ",
                            address.getCareOf().getIpv4(),
                            address.getCareOf().getIpv6()));
        }
        table.add("open ports", PortsText.of(manifest.getOpenPortsList()));
        table.add("memory", Text.bytes(described.getMemoryBytes()));
        table.add("processes", String.valueOf(described.getProcesses()));
        table.add("connections", String.valueOf(described.getConnections()));
        table.add("moves so far", String.valueOf(manifest.getEpoch() - 1));
        if (described.hasSuspension()) {
            var suspension = described.getSuspension();
            table.add("suspended", Timestamps.toString(suspension.getTime()));
            table.add("on the disk", Text.bytes(suspension.getCheckpointBytes()));
            suspension.getConnectionsList().forEach(connection -> table.add("had", ReunionReport.line(connection)));
        }
        described.getProgramsList().forEach(program -> table.add("program", program.getName(), program.getTitle()));
        table.print(session.out());
        described.getProblemsList().forEach(problem -> session.out().println("\n" + Text.help(problem)));
    }
}
