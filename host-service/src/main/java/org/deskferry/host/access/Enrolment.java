package org.deskferry.host.access;

import java.time.Duration;
import java.util.Optional;
import org.deskferry.host.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a workstation comes into a fleet: it makes a key and a request, and waits for its certificate. */
public final class Enrolment {
    private static final Logger LOG = LoggerFactory.getLogger(Enrolment.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final IdentityFolder folder;
    private String told = "";

    public Enrolment(IdentityFolder folder) {
        this.folder = folder;
    }

    /** Returns the identity as soon as there is one that fits, and says in the log what is missing until then. */
    public Identity await() throws InterruptedException {
        while (true) {
            var identity = look();
            if (identity.isPresent()) {
                return identity.get();
            }
            Thread.sleep(PAUSE);
        }
    }

    /** The identity, if there is one that fits; if not, says so in the log. */
    public Optional<Identity> look() {
        try {
            var identity = folder.load();
            if (identity.isEmpty()) {
                tell(
                        "This workstation belongs to no fleet yet. Run 'deskferry-host pair' here, and 'deskferry fleet pair HOST' "
                                + "at the operator's desk; or take its request there, have it signed with "
                                + "'deskferry fleet add NAME --address HOST:PORT --request request.pem', and put certificate.pem "
                                + "and fleet.pem beside it. Waiting for them.");
            }
            return identity;
        } catch (ProblemException e) {
            // The files may be in the middle of being copied.
            tell(e.getMessage() + " Waiting for that.");
            return Optional.empty();
        }
    }

    private void tell(String words) {
        if (!words.equals(told)) {
            told = words;
            LOG.atWarn().addKeyValue("request", folder.request()).log(words);
        }
    }
}
