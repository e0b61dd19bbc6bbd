package org.deskferry.host.lifecycle;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.deskferry.host.network.AddressRange;
import org.deskferry.host.network.Addresses;
import org.deskferry.host.network.CareOfs;
import org.deskferry.host.network.Translator;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;

/** By which addresses pods are on this workstation's network: by their own, or, of pods from elsewhere, by some beside these. */
public final class Lodging {
    private final Pods pods;
    private final Addresses addresses;
    private final Optional<AddressRange> home;
    private final Translator translator;
    private final boolean takesGuests;

    /**
     * On a network.
     *
     * @param home a range of its addresses; empty if that is not known here
     * @param takesGuests whether pods from other networks get addresses of this one
     */
    public Lodging(
            Pods pods, Addresses addresses, Optional<AddressRange> home, Translator translator, boolean takesGuests) {
        this.pods = pods;
        this.addresses = addresses;
        this.home = home;
        this.translator = translator;
        this.takesGuests = takesGuests;
    }

    /** For a new pod, of which the rest is known. */
    PodAddress choose(PodManifest pod) {
        return addresses.choose(pod, taken());
    }

    /**
     * A pod as it would be here. On its way between two workstations of one network, neither of which is its home, it keeps what it has.
     * Takes most of a second where it needs an address.
     *
     * @throws ProblemException (ADDRESS_IN_USE) if there is none
     */
    public PodManifest place(PodManifest pod) {
        var address = pod.getAddress();
        if (isAtHome(address) || !takesGuests) {
            return with(pod, address.toBuilder().clearCareOf());
        }
        if (address.hasCareOf() && isHere(address.getCareOf().getIpv4())) {
            return pod;
        }
        return with(pod, address.toBuilder().setCareOf(CareOfs.onLan(choose(pod))));
    }

    /** Whether a pod's own addresses are of this network. */
    public boolean isAtHome(PodAddress address) {
        return isHere(address.getIpv4());
    }

    private boolean isHere(String address) {
        var wanted = InetAddress.ofLiteral(AddressRange.withoutPrefix(address));
        return home.map(range -> range.isOnNetwork(wanted)).orElse(true);
    }

    /** "10.77.0.0/24", as a word in a sentence. */
    public String network() {
        return home.map(AddressRange::network).orElse("its own");
    }

    private static PodManifest with(PodManifest pod, PodAddress.Builder address) {
        return pod.toBuilder().setAddress(address).build();
    }

    /** Also those of pods that are away from here and may come back. */
    private Set<String> taken() {
        var taken = new HashSet<>(translator.homes());
        pods.list().stream()
                .map(HostedPod::manifest)
                .map(PodManifest::getAddress)
                .forEach(address -> {
                    taken.add(AddressRange.withoutPrefix(address.getIpv4()));
                    taken.add(AddressRange.withoutPrefix(CareOfs.onLan(address).getIpv4()));
                });
        return taken;
    }
}
