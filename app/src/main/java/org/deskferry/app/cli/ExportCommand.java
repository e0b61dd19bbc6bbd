package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deskferry.app.archive.ArchiveException;
import org.deskferry.app.archive.ArchiveReader;
import org.deskferry.app.archive.ArchiveWriter;
import org.deskferry.app.archive.Passphrase;
import org.deskferry.app.identity.FleetException;
import org.deskferry.proto.v1.ExportPodRequest;
import org.deskferry.proto.v1.PodDescription;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.ReleasePodRequest;
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
    public Integer call() throws FleetException, CommandFailure {
        var passphrase = encrypt || secrets.isGiven() ? Optional.of(secrets.choose()) : Optional.<Passphrase>empty();
        try (var workstations = session.workstations()) {
            var found = FoundPod.among(workstations.look(), pod);
            return Archives.withWords(file, () -> export(workstations, found, passphrase));
        }
    }

    private int export(Workstations workstations, FoundPod found, Optional<Passphrase> passphrase)
            throws IOException, ArchiveException, CommandFailure {
        try (var draft = ArchiveFile.begin(file)) {
            var archive = ArchiveWriter.begin(draft.output(), passphrase);
            receive(workstations, found, archive);
            archive.finish();
            draft.sync();
            // Nothing is given up for a file that cannot be read back.
            var description = readBack(draft.draft(), passphrase);
            draft.keep();
            if (!copy) {
                release(workstations, found, description);
            }
            report(found, description);
            return ExitCode.OK;
        }
    }

    private void receive(Workstations workstations, FoundPod found, ArchiveWriter archive) throws CommandFailure {
        var request =
                ExportPodRequest.newBuilder().setPod(found.id()).setCopy(copy).build();
        workstations.callRest(found.member(), stub -> {
            var parts = stub.exportPod(request);
            try {
                for (var part = parts.read(); part != null; part = parts.read()) {
                    archive.accept(part);
                }
                return true;
            } catch (IOException e) {
                parts.cancel("the file cannot be written", e);
                throw new UncheckedIOException(e);
            }
        });
    }

    private static PodDescription readBack(Path draft, Optional<Passphrase> passphrase)
            throws IOException, ArchiveException {
        try (var archive = ArchiveReader.open(draft, passphrase::orElseThrow)) {
            return Archives.check(archive).description();
        }
    }

    /** From here on the file is the pod. */
    private void release(Workstations workstations, FoundPod found, PodDescription description)
            throws IOException, CommandFailure {
        var request = ReleasePodRequest.newBuilder()
                .setPodId(found.id())
                .setEpoch(description.getManifest().getEpoch())
                .build();
        try {
            workstations.callRest(found.member(), stub -> stub.releasePod(request));
        } catch (CommandFailure e) {
            if (e.problems().getFirst().getKind() == ProblemKind.PROBLEM_KIND_UNKNOWN_POD) {
                // It may be the last of it: only a person can tell.
                throw CommandFailure.of(
                        ProblemKind.PROBLEM_KIND_UNKNOWN_POD,
                        "pod " + found.name(),
                        "It is in " + file + ", and has left " + found.member().name() + " meanwhile.",
                        "Look for it with 'deskferry ls': if no workstation has it, the file is the pod; else remove the"
                                + " file.");
            }
            if (e.exitCode() == ExitCode.REFUSED) {
                // It has been resumed meanwhile: the file is of the past.
                Files.delete(file);
                throw e;
            }
            throw CommandFailure.of(
                    ProblemKind.PROBLEM_KIND_UNREACHABLE,
                    "pod " + found.name(),
                    "It is in " + file + ", and may still be on "
                            + found.member().name() + " too, which did not answer at the end.",
                    "Use one of them only: remove the pod there with 'deskferry rm', or the file.");
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
