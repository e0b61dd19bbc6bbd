package org.deskferry.host.access;

import java.security.cert.X509Certificate;
import java.time.Duration;
import org.deskferry.proto.v1.Role;

/** A fleet for tests of other rooms. */
public final class PairingFleet {
    private final TestFleet fleet = new TestFleet();

    public PairingFleet() throws Exception {}

    public X509Certificate authority() {
        return fleet.authority();
    }

    public X509Certificate certificate(String name, Applicant applicant) throws Exception {
        return fleet.sign(name, applicant.keys().getPublic(), Role.ROLE_WORKSTATION, Duration.ofDays(365));
    }
}
