package org.deskferry.host.network;

import java.util.Set;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;

/** Where the addresses of new pods come from. */
public interface Addresses {
    /**
     * An address that neither one of {@code taken} nor anyone on the LAN uses.
     *
     * @param pod what is known of the pod that it is for: its id, name and MTU
     * @param taken IPv4 addresses, without prefix lengths
     * @throws org.deskferry.host.problem.ProblemException (ADDRESS_IN_USE, NOT_LEASED) if there is none
     */
    PodAddress choose(PodManifest pod, Set<String> taken);
}
