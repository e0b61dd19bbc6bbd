package org.deskferry.host.network;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.List;
import java.util.stream.Stream;
import org.deskferry.proto.v1.PodManifest;

/**
 * One address of a pod under its name on the LAN.
 *
 * @param name "anna.local"
 * @param address without a prefix length
 */
record Binding(String podId, String name, String address) {

    static Stream<Binding> of(PodManifest pod) {
        var known = CareOfs.onLan(pod.getAddress());
        return Stream.of(known.getIpv4(), known.getIpv6())
                .filter(address -> !address.isEmpty())
                .map(address ->
                        new Binding(pod.getId(), pod.getName() + ".local", AddressRange.withoutPrefix(address)));
    }

    /** For {@link Publication}. */
    Notice notice() {
        return new Notice(
                name,
                List.of("--address", "--no-reverse", name, address),
                say("Another device has it, so the pod is not found by it at {0}.", address),
                say("Call the other device, or the next pod, something else; the pod is not disturbed."));
    }
}
