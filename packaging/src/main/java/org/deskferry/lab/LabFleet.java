package org.deskferry.lab;

import io.grpc.ManagedChannel;
import java.util.List;
import org.deskferry.app.fleet.FleetSource;
import org.deskferry.app.identity.Channels;
import org.deskferry.app.identity.Credentials;
import org.deskferry.app.identity.Fleet;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.Member;

/** A lab's fleet, for an app that runs on the machine below it. */
final class LabFleet implements FleetSource {
    private final Lab lab;
    private final Credentials operator;

    private LabFleet(Lab lab, Credentials operator) {
        this.lab = lab;
        this.operator = operator;
    }

    static LabFleet of(Lab lab) {
        try {
            return new LabFleet(lab, Fleet.load(lab.folder().resolve("fleet")).credentials());
        } catch (FleetException e) {
            throw new IllegalStateException(e);
        }
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
