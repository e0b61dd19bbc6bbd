package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.deskferry.app.archive.ArchiveException;
import org.deskferry.app.archive.ArchiveReader;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.ImportPodRequest;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodDescription;
import org.deskferry.proto.v1.ProblemKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deskferry import FILE --on WORKSTATION}. */
@Command(
        name = "import",
        description = "Takes a pod from a file to a workstation, where it is suspended then.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "FILE", description = "What 'deskferry export' has made.")
    private Path file = Path.of("");

    @Option(names = "--on", paramLabel = "WORKSTATION", required = true, description = "Where to.")
    private String workstation = "";

    @Option(names = "--name", paramLabel = "NAME", description = "What to call it. Default: of a copy, a free name.")
    private String name = "";

    @Mixin
    private Secrets secrets = new Secrets();

    ImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws FleetException, CommandFailure {
        try (var workstations = session.workstations()) {
            var member = workstations.member(workstation);
            var key = new Archives.Key(secrets);
            var pod = Archives.withWords(file, () -> {
                // All of it, before anything is made of it.
                try (var archive = key.open(file)) {
                    requireNotInFleet(workstations, Archives.check(archive).description());
                }
                try (var archive = key.open(file)) {
                    return send(workstations, member, archive);
                }
            });
            report(pod, member);
            return ExitCode.OK;
        }
    }

    /** A pod that is somewhere already does not come a second time; a copy is another pod. */
    static void requireNotInFleet(Workstations workstations, PodDescription description) throws CommandFailure {
        if (description.getCopy()) {
            return;
        }
        var id = description.getManifest().getId();
        for (var sighting : workstations.look()) {
            if (sighting.pods().stream()
                    .anyMatch(pod -> pod.getManifest().getId().equals(id))) {
                throw CommandFailure.of(
                        ProblemKind.PROBLEM_KIND_POD_BUSY,
                        "pod " + description.getManifest().getName(),
                        "It is on " + sighting.member().name() + " already, and must not be in two places.",
                        "Remove it there first, or export it with --copy, which makes a new pod.");
            }
        }
    }

    private Pod send(Workstations workstations, Member member, ArchiveReader archive)
            throws IOException, ArchiveException, CommandFailure {
        var upload = new Upload(ImportPodRequest.newBuilder().setName(name).build());
        return upload.run(workstations, member, archive.description(), archive::next);
    }

    private void report(Pod pod, Member member) {
        if (session.json()) {
            var result = new JsonObject();
            result.addProperty("workstation", member.name());
            result.add("pod", Json.of(pod));
            session.printJson(result);
        } else {
            var name = Text.plain(pod.getManifest().getName());
            session.out().println("Imported " + name + " to " + member.name() + ", suspended.");
            session.out().println("Wake it with 'deskferry resume " + name + "'.");
        }
    }
}
