package org.deskferry.host.pairing;

import static org.deskferry.proto.problem.Phrases.say;

import java.time.InstantSource;
import java.util.Optional;
import org.deskferry.host.access.Applicant;
import org.deskferry.host.access.IdentityFolder;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.pairing.PairingCode;
import org.deskferry.proto.v1.ProblemKind;

/** The one code that this workstation shows, if it does. Thread-safe. */
public final class Invitations {
    private final IdentityFolder folder;
    private final Applicant applicant;
    private final InstantSource clock;
    private Optional<Invitation> newest = Optional.empty();

    public Invitations(IdentityFolder folder, Applicant applicant, InstantSource clock) {
        this.folder = folder;
        this.applicant = applicant;
        this.clock = clock;
    }

    public Applicant applicant() {
        return applicant;
    }

    /** A new code, which takes the place of an earlier one. */
    public synchronized Invitation invite() {
        newest.ifPresent(earlier -> earlier.end(Invitation.Fate.WITHDRAWN));
        var fresh = new Invitation(PairingCode.fresh(), clock.instant());
        newest = Optional.of(fresh);
        return fresh;
    }

    /** What has become of one of these. */
    public Invitation.Fate fate(Invitation invitation) {
        return invitation.fate(clock.instant());
    }

    /** Of no effect once it is over. */
    public void withdraw(Invitation invitation) {
        invitation.end(Invitation.Fate.WITHDRAWN);
    }

    public boolean isAnyOpen() {
        return open().isPresent();
    }

    /**
     * One exchange with somebody who may know the code.
     *
     * @throws ProblemException (NO_PAIRING_CODE) if none is shown
     */
    public Exchange begin() {
        var invitation = open().filter(one -> one.begin(clock.instant())).orElseThrow(this::none);
        return new Exchange(folder, applicant, invitation, clock);
    }

    private synchronized Optional<Invitation> open() {
        return newest.filter(one -> fate(one) == Invitation.Fate.OPEN);
    }

    private ProblemException none() {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_NO_PAIRING_CODE,
                say("workstation {0}", applicant.name()),
                say("It shows no pairing code."),
                say("Run 'deskferry-host pair' there and type the code within 10 minutes."));
    }
}
