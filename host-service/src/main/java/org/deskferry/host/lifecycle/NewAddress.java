package org.deskferry.host.lifecycle;

import org.deskferry.host.network.PodLinks;
import org.deskferry.host.network.TcpConnections;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;

/**
 * Gives a pod an address of its own that woke, on a cut link, with that of the pod it is a copy of. Its programs see their
 * connections to the outside break off and then a new address; those inside the pod stay.
 */
public final class NewAddress {
    private final PodLinks links;

    public NewAddress(PodLinks links) {
        this.links = links;
    }

    /** Changes {@code old} for the pod's own address and opens the link. Can be done again if it was interrupted. */
    public void give(PodManifest pod, PodAddress old, long initPid) {
        TcpConnections.abort(initPid, old);
        links.readdress(pod, old, initPid);
        links.open(pod, initPid);
    }
}
