package org.deskferry.app.fleet;

import io.grpc.ManagedChannel;
import java.util.List;
import org.deskferry.app.identity.Member;

/** Who is in the fleet and how to speak to a member. Both calls may read files and block; neither is made on the FX thread. */
public interface FleetSource {

    /** The members as they are now. Asked again every few seconds. */
    List<Member> members() throws TroubleException;

    /** A new channel with this app's credentials. The caller shuts it down. */
    ManagedChannel open(Member member) throws TroubleException;
}
