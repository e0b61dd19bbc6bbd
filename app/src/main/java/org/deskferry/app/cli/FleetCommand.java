package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import org.deskferry.app.identity.Fleet;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.FleetFolder;
import org.deskferry.app.identity.FleetOffice;
import org.deskferry.app.identity.Member;
import org.deskferry.pairing.Fingerprint;
import org.deskferry.proto.v1.ProblemKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deskferry fleet}: who belongs together. */
@Command(
        name = "fleet",
        description = "Makes a fleet and takes workstations into it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class FleetCommand {
    private final Session session;

    FleetCommand(Session session) {
        this.session = session;
    }

    @Command(
            name = "init",
            description = "Makes a fleet: its certificate authority, your operator's certificate, an empty list.",
            mixinStandardHelpOptions = true)
    int init(
            @Parameters(paramLabel = "DIR", arity = "0..1", description = "The new folder. Default: as of --fleet.")
                    Optional<Path> place)
            throws FleetException {
        var folder = place.map(FleetFolder::new).orElseGet(session::folder);
        new FleetOffice(folder).init(operator());
        if (session.json()) {
            var result = new JsonObject();
            result.addProperty("fleet", folder.path().toString());
            session.printJson(result);
        } else {
            session.out().println("Made the fleet in " + folder.path() + ".");
            session.out()
                    .println("Keep fleet-key.pem secret: whoever has it can take over every desktop of the fleet.");
        }
        return ExitCode.OK;
    }

    @Command(
            name = "add",
            description = "Takes a workstation into the fleet: signs the request.pem of its identity folder.",
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "NAME", description = "What it calls itself: name in its host.conf.") String name,
            @Option(
                            names = "--address",
                            paramLabel = "HOST:PORT",
                            required = true,
                            description = "Where it can be reached.")
                    String address,
            @Option(
                            names = "--site",
                            paramLabel = "PLACE",
                            defaultValue = "",
                            description = "Where it stands, as people call that, to find it among many.")
                    String site,
            @Option(
                            names = "--request",
                            paramLabel = "FILE",
                            required = true,
                            description = "A copy of its request.pem.")
                    Path request,
            @Option(
                            names = "--out",
                            paramLabel = "DIR",
                            description = "Where certificate.pem and fleet.pem go. Default: members/NAME in the fleet.")
                    Optional<Path> out,
            @Option(names = "--replace", description = "It may be a member already; its certificate is made anew.")
                    boolean replace)
            throws FleetException, CommandFailure {
        var member = member(name, address, site);
        var office = new FleetOffice(session.folder());
        var place = out.orElseGet(() -> office.usualOut(member));
        var words = Fingerprint.of(office.add(member, request, place, replace).getPublicKey())
                .words();
        if (session.json()) {
            var result = json(member);
            result.addProperty("fingerprint", words);
            result.addProperty("out", place.toString());
            session.printJson(result);
        } else {
            session.out().println("Added " + member.name() + " at " + member.address() + ".");
            session.out().println("Fingerprint of its key: " + words);
            session.out().println("Copy certificate.pem and fleet.pem from " + place + " to its identity folder.");
        }
        return ExitCode.OK;
    }

    @Command(name = "ls", description = "Lists the members, without asking them.", mixinStandardHelpOptions = true)
    int ls() throws FleetException {
        var members = Fleet.load(session.folder().path()).members();
        if (session.json()) {
            var result = new JsonObject();
            result.add(
                    "members",
                    Json.list(members.stream().map(FleetCommand::json).toList()));
            session.printJson(result);
        } else {
            var table = new Table("NAME", "ADDRESS", "SITE");
            members.forEach(member -> table.add(member.name(), member.address(), member.site()));
            table.print(session.out());
        }
        return ExitCode.OK;
    }

    static Member member(String name, String address, String site) throws CommandFailure {
        try {
            return Member.of(name, address).at(site);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.of(
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    "workstation " + name,
                    String.valueOf(e.getMessage()),
                    "Correct it and try again.");
        }
    }

    private static JsonObject json(Member member) {
        var object = new JsonObject();
        object.addProperty("name", member.name());
        object.addProperty("address", member.address());
        object.addProperty("site", member.site());
        return object;
    }

    private static String operator() {
        var user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._-]", "");
        return user.isEmpty() ? "operator" : user;
    }
}
