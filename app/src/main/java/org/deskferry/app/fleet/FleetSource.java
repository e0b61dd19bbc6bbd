package org.deskferry.app.fleet;

import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.util.List;
import org.deskferry.app.finding.Announcement;
import org.deskferry.app.finding.LanSearch;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.FleetFolder;
import org.deskferry.app.identity.Member;
import org.deskferry.app.identity.ThisMachine;

/** Who is in the fleet and how to speak to a member. All calls may read files and block; none is made on the FX thread. */
public interface FleetSource {

    /** The members as they are now. Asked again every few seconds. */
    List<Member> members() throws TroubleException;

    /** A new channel with this app's credentials. The caller shuts it down. */
    ManagedChannel open(Member member) throws TroubleException;

    /** Who sees them, and from where. */
    default Standpoint standpoint() throws TroubleException {
        return Standpoint.UNKNOWN;
    }

    /** The workstations that make themselves known to the LAN, in this fleet or not. */
    default List<Announcement> neighbours() throws FleetException {
        return LanSearch.run();
    }

    /** Where the operator's files of it are, or would be. Does not block. */
    default Path folder() {
        return FleetFolder.usual().path();
    }

    /** The machine that this app runs on. Does not block. */
    default ThisMachine machine() {
        return ThisMachine.real();
    }
}
