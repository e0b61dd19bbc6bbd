package org.deskferry.host.network;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.Pods;
import org.deskferry.proto.v1.PodRecord;

/** Whose addresses are this machine's, and those of the pods on it. */
final class OwnAddresses {
    private final Pods pods;
    private final Optional<AddressRange> pool4;
    private final Optional<AddressRange> pool6;

    OwnAddresses(Pods pods, Optional<AddressRange> pool4, Optional<AddressRange> pool6) {
        this.pods = pods;
        this.pool4 = pool4;
        this.pool6 = pool6;
    }

    /** What to hold against what is said of the pod {@code podId}. */
    WhereaboutsCheck check(String podId) {
        var taken = new HashSet<>(ofMachine());
        pods.list().stream()
                .filter(pod -> !pod.id().equals(podId))
                .flatMap(pod -> Stream.concat(
                        Stream.of(
                                pod.manifest().getAddress().getIpv4(),
                                pod.manifest().getAddress().getIpv6()),
                        Stream.of(
                                pod.manifest().getAddress().getCareOf().getIpv4(),
                                pod.manifest().getAddress().getCareOf().getIpv6())))
                .filter(address -> !address.isEmpty())
                .forEach(address -> taken.add(InetAddress.ofLiteral(AddressRange.withoutPrefix(address))));
        return new WhereaboutsCheck(taken, this::mayBePods);
    }

    /** Those of the machine, and the own ones of pods that belong here. */
    Set<InetAddress> here() {
        var here = new HashSet<>(ofMachine());
        pods.list().stream()
                .filter(pod -> pod.record().getStage() == PodRecord.Stage.STAGE_HERE)
                .map(HostedPod::manifest)
                .flatMap(pod ->
                        Stream.of(pod.getAddress().getIpv4(), pod.getAddress().getIpv6()))
                .filter(address -> !address.isEmpty())
                .forEach(address -> here.add(InetAddress.ofLiteral(AddressRange.withoutPrefix(address))));
        return here;
    }

    private boolean mayBePods(InetAddress address) {
        return Stream.concat(pool4.stream(), pool6.stream())
                .filter(pool -> pool.isOnNetwork(address))
                .allMatch(pool -> pool.contains(address));
    }

    static Set<InetAddress> ofMachine() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(OwnAddresses::withoutScope)
                    .collect(Collectors.toSet());
        } catch (SocketException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InetAddress withoutScope(InetAddress address) {
        return InetAddress.ofLiteral(address.getHostAddress().replaceFirst("%.*", ""));
    }
}
