package org.deskferry.lab;

import io.grpc.ManagedChannel;
import java.util.List;
import java.util.Optional;
import org.deskferry.app.fleet.FleetSource;
import org.deskferry.app.fleet.Standpoint;
import org.deskferry.app.identity.Channels;
import org.deskferry.app.identity.Credentials;
import org.deskferry.app.identity.Fleet;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.Member;

/** A lab's fleet, for an app that runs on the machine below it. */
final class LabFleet implements FleetSource {
    private final Lab lab;
    private final Credentials operator;

    private final Standpoint standpoint;

    private LabFleet(Lab lab, Credentials operator, Standpoint standpoint) {
        this.lab = lab;
        this.operator = operator;
        this.standpoint = standpoint;
    }

    static LabFleet of(Lab lab) {
        try {
            return new LabFleet(lab, Fleet.load(lab.folder().resolve("fleet")).credentials(), Standpoint.UNKNOWN);
        } catch (FleetException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same, for an app at that workstation. */
    LabFleet seenFrom(Workstation here) {
        return new LabFleet(lab, operator, new Standpoint(user(), Optional.of(here.name())));
    }

    /** What the operator's certificate calls them. */
    String user() {
        return operator.operator();
    }

    @Override
    public Standpoint standpoint() {
        return standpoint;
    }

    @Override
    public List<Member> members() {
        return lab.workstations().stream().map(Workstation::entrance).toList();
    }

    @Override
    public ManagedChannel open(Member member) {
        return Channels.of(operator).open(member);
    }
}
