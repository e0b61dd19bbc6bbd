package org.deskferry.app.identity;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the fleet's files are.
 *
 * <pre>
 * fleet.pem  fleet-key.pem         the CA; whoever has its key can take over every desktop
 * operator.pem  operator-key.pem   what this operator shows to workstations
 * members.conf                     name=host:port, a line a workstation; may be edited
 * members/NAME/                    what was signed: certificate.pem and fleet.pem for the workstation
 * </pre>
 */
public record FleetFolder(Path path) {

    /** {@code DESKFERRY_FLEET}, else {@code deskferry/fleet} in the user's configuration folder. */
    public static FleetFolder usual() {
        return usual(System.getenv());
    }

    static FleetFolder usual(Map<String, String> environment) {
        return new FleetFolder(value(environment, "DESKFERRY_FLEET")
                .map(Path::of)
                .orElseGet(() -> value(environment, "XDG_CONFIG_HOME")
                        .map(Path::of)
                        .filter(Path::isAbsolute)
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".config"))
                        .resolve("deskferry/fleet")));
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
    }

    Path authority() {
        return path.resolve("fleet.pem");
    }

    Path authorityKey() {
        return path.resolve("fleet-key.pem");
    }

    Path operator() {
        return path.resolve("operator.pem");
    }

    Path operatorKey() {
        return path.resolve("operator-key.pem");
    }

    Path members() {
        return path.resolve("members.conf");
    }

    /** Where a member's certificates are put unless someone says otherwise. */
    Path signed(String member) {
        return path.resolve("members").resolve(member);
    }
}
