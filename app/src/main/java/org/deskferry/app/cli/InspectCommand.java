package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.transfer.Checked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code deskferry inspect FILE}. */
@Command(
        name = "inspect",
        description =
                "Shows what is in a file that 'deskferry export' has made, and whether it is whole. Needs no fleet.",
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "FILE", description = "Which file.")
    private Path file = Path.of("");

    @Mixin
    private Secrets secrets = new Secrets();

    InspectCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws FleetException, CommandFailure, IOException {
        show(Archives.withWords(() -> Checked.of(file, new Archives.Key(secrets))));
        return ExitCode.OK;
    }

    private void show(Checked checked) throws IOException {
        if (session.json()) {
            var result = new JsonObject();
            result.addProperty("file", file.toString());
            result.addProperty("bytes", Files.size(file));
            result.addProperty("unpackedBytes", checked.bytes());
            result.addProperty("encrypted", checked.encrypted());
            result.addProperty("whole", true);
            result.add("description", Json.of(checked.description()));
            session.printJson(result);
        } else {
            print(checked);
        }
    }

    private void print(Checked checked) throws IOException {
        var description = checked.description();
        var manifest = description.getManifest();
        var resting = description.getResting();
        var suspension = resting.getSuspension();
        var table = new Table("pod", Text.plain(manifest.getName()));
        table.add("id", Text.plain(manifest.getId()));
        table.add("is", description.getCopy() ? "a copy: becomes a new pod" : "the pod itself");
        table.add("suspended", Timestamps.toString(suspension.getTime()));
        table.add("exported", Timestamps.toString(description.getTime()));
        table.add("from", Text.plain(description.getWorkstation()));
        table.add("kernel", Text.plain(resting.getMachine().getKernel()));
        table.add("engine", "CRIU " + Text.plain(resting.getMachine().getEngine()));
        table.add("deskferry", Text.plain(resting.getMachine().getVersion()));
        table.add("image", Text.plain(manifest.getImage()));
        table.add("address", Text.plain(manifest.getAddress().getIpv4()));
        table.add("moves so far", String.valueOf(manifest.getEpoch() - 1));
        table.add("size", Text.bytes(Files.size(file)) + ", unpacked " + Text.bytes(checked.bytes()));
        table.add("encrypted", checked.encrypted() ? "yes" : "no");
        table.add("whole", "yes");
        suspension.getProgramsList().forEach(program -> table.add("program", PodTable.title(program)));
        suspension.getConnectionsList().forEach(connection -> table.add("connection", ReunionReport.line(connection)));
        table.print(session.out());
    }
}
