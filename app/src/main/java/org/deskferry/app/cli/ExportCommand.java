package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deskferry.app.archive.Passphrase;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.transfer.Export;
import org.deskferry.app.transfer.Stop;
import org.deskferry.proto.v1.PodDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deskferry export POD FILE}. */
@Command(
        name = "export",
        description =
                "Writes a suspended pod to a file. The file then is the pod; with --copy it is the file of a new one.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "POD", description = "Which pod; it has to be suspended.")
    private String pod = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "Where to; it must not exist.")
    private Path file = Path.of("");

    @Option(
            names = "--copy",
            description = "The pod stays where it is. What is imported later is a new pod with another address.")
    private boolean copy;

    @Option(names = "--encrypt", description = "Lock the file with a passphrase.")
    private boolean encrypt;

    @Mixin
    private Secrets secrets = new Secrets();

    ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws FleetException, CommandFailure, IOException {
        var passphrase = encrypt || secrets.isGiven() ? Optional.of(secrets.choose()) : Optional.<Passphrase>empty();
        try (var workstations = session.workstations()) {
            var found = FoundPod.among(workstations.look(), pod);
            var export = new Export(found.member(), found.pod(), file, copy, passphrase);
            var description = Archives.withWords(
                    () -> export.run(workstations.rest(found.member()), (_, _, _) -> {}, new Stop()));
            report(found, description);
            return ExitCode.OK;
        }
    }

    private void report(FoundPod found, PodDescription description) throws IOException {
        if (session.json()) {
            var result = new JsonObject();
            result.addProperty("file", file.toString());
            result.addProperty("bytes", Files.size(file));
            result.add("description", Json.of(description));
            session.printJson(result);
        } else {
            session.out()
                    .println("Exported " + found.name() + " from "
                            + found.member().name() + " to " + file + ", " + Text.bytes(Files.size(file)) + ".");
            session.out()
                    .println(
                            copy
                                    ? "It is a copy: what is imported from it is a new pod."
                                    : "The pod is that file now.");
        }
    }
}
