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
        return new FleetFolder(Optional.ofNullable(environment.get("DESKFERRY_FLEET"))
                .filter(text -> !text.isEmpty())
                .map(Path::of)
                .orElseGet(() -> ConfigFolder.of(environment).resolve("fleet")));
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
