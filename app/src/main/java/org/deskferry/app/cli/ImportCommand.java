package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.Member;
import org.deskferry.app.transfer.Import;
import org.deskferry.app.transfer.Stop;
import org.deskferry.proto.v1.Pod;
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
            var load = new Import(member, file, name, new Archives.Key(secrets), id -> placeOf(workstations, id));
            var pod = Archives.withWords(() -> load.run(workstations.rest(member), (_, _, _) -> {}, new Stop()));
            report(pod, member);
            return ExitCode.OK;
        }
    }

    private static Optional<String> placeOf(Workstations workstations, String podId) {
        return workstations.look().stream()
                .filter(sighting -> sighting.pods().stream()
                        .anyMatch(each -> each.getManifest().getId().equals(podId)))
                .map(sighting -> sighting.member().name())
                .findFirst();
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
