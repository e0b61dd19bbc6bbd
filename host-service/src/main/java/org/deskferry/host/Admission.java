package org.deskferry.host;

import java.time.InstantSource;
import java.util.Optional;
import org.deskferry.host.access.Enrolment;
import org.deskferry.host.access.Gate;
import org.deskferry.host.access.Identity;
import org.deskferry.host.access.IdentityFolder;
import org.deskferry.host.api.PairingService;
import org.deskferry.host.config.HostConfig;
import org.deskferry.host.network.LanPresence;
import org.deskferry.host.pairing.Invitations;
import org.deskferry.host.pairing.PairingDesk;
import org.deskferry.pairing.Fingerprint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How this workstation comes by its identity: it has one, or waits for one that is brought by hand or by pairing. */
final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private Admission() {}

    static Identity await(HostConfig config) throws InterruptedException {
        var folder = new IdentityFolder(config.identityDir(), config.name());
        folder.prepare();
        var enrolment = new Enrolment(folder);
        var identity = enrolment.look();
        return identity.isPresent() ? identity.get() : await(config, folder, enrolment);
    }

    private static Identity await(HostConfig config, IdentityFolder folder, Enrolment enrolment)
            throws InterruptedException {
        var applicant = folder.applicant();
        var invitations = new Invitations(folder, applicant, InstantSource.system());
        try (var gate = new Gate(applicant, config.listen(), new PairingService(invitations));
                var _ = PairingDesk.open(config.runDir(), invitations)) {
            gate.open();
            var key = Fingerprint.of(applicant.keys().getPublic());
            LOG.atInfo().addKeyValue("fingerprint", key.words()).log("This workstation's key");
            try (var presence = LanPresence.of(config.name(), gate.port(), key, Optional.empty())) {
                startIfWanted(presence, config);
                return enrolment.await();
            }
        }
    }

    /** What the LAN learns of a member. */
    static LanPresence presence(HostConfig config, Identity identity, int port) {
        return LanPresence.of(
                config.name(),
                port,
                Fingerprint.of(identity.certificate().getPublicKey()),
                Optional.of(Fingerprint.of(identity.fleet().getPublicKey())));
    }

    static void startIfWanted(LanPresence presence, HostConfig config) {
        if (config.mdns()) {
            presence.start();
        }
    }
}
