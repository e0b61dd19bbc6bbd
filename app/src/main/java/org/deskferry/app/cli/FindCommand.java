package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deskferry.app.finding.Announcement;
import org.deskferry.app.finding.LanSearch;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.FleetOffice;
import org.deskferry.pairing.Fingerprint;
import picocli.CommandLine.Command;

/** {@code deskferry fleet find}. */
@Command(
        name = "find",
        description = {
            "Lists workstations that make themselves known to this LAN: their address, whose they say they are, and the fingerprint of "
                    + "their key in words.",
            "Needs Avahi here and there. Anybody on the LAN can say anything: a certificate or a pairing code tells who it is."
        },
        mixinStandardHelpOptions = true)
final class FindCommand implements Callable<Integer> {
    private final Session session;

    FindCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws FleetException {
        var ours = ours();
        var found = LanSearch.run();
        if (session.json()) {
            var result = new JsonObject();
            result.add(
                    "workstations",
                    Json.list(found.stream().map(one -> json(one, ours)).toList()));
            session.printJson(result);
        } else if (found.isEmpty()) {
            session.out().println("No workstation makes itself known on this LAN.");
        } else {
            var table = new Table("NAME", "ADDRESS", "FLEET", "FINGERPRINT");
            found.forEach(one -> table.add(
                    one.name(), one.address(), whose(one, ours), one.key().words()));
            table.print(session.out());
        }
        return ExitCode.OK;
    }

    /** One may look around before there is a fleet. */
    private Optional<Fingerprint> ours() {
        try {
            return Optional.of(
                    Fingerprint.of(new FleetOffice(session.folder()).fleet().getPublicKey()));
        } catch (FleetException e) {
            return Optional.empty();
        }
    }

    private static String whose(Announcement one, Optional<Fingerprint> ours) {
        if (one.fleet().isEmpty()) {
            return "unpaired";
        }
        return one.fleet().equals(ours) ? "this fleet" : "another fleet";
    }

    private static JsonObject json(Announcement one, Optional<Fingerprint> ours) {
        var object = new JsonObject();
        object.addProperty("name", one.name());
        object.addProperty("address", one.address());
        object.addProperty("fleet", whose(one, ours));
        object.addProperty("fingerprint", one.key().words());
        return object;
    }
}
