package org.deskferry.host.lifecycle;

import com.google.protobuf.util.Timestamps;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deskferry.host.network.Lan;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.IdRanges;
import org.deskferry.host.pod.ManifestCheck;
import org.deskferry.host.pod.PodNames;
import org.deskferry.host.pod.Pods;
import org.deskferry.proto.v1.CreatePodRequest;
import org.deskferry.proto.v1.Geometry;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;

/** What makes a new pod another one than all others: its id, name, user ids and address. */
public final class Identities {
    private static final Geometry USUAL_SIZE =
            Geometry.newBuilder().setWidth(1280).setHeight(800).build();

    private final Pods pods;
    private final IdRanges ids;
    private final Lodging lodging;
    private final Lan lan;

    public Identities(Pods pods, IdRanges ids, Lodging lodging, Lan lan) {
        this.pods = pods;
        this.ids = ids;
        this.lodging = lodging;
        this.lan = lan;
    }

    /** Of a pod that is wished for, from {@code image}. */
    PodManifest of(CreatePodRequest wish, String image) {
        var size = wish.hasGeometry() ? wish.getGeometry() : USUAL_SIZE;
        ManifestCheck.checkGeometry(size);
        var manifest = PodManifest.newBuilder()
                .setImage(image)
                .setAddress(onThisLan(wish.hasAddress() ? wish.getAddress() : lodging.choose()))
                .setLimits(wish.getLimits())
                .addAllOpenPorts(wish.getOpenPortsList())
                .setGeometry(size);
        return named(manifest, wish.getName());
    }

    /** Of a further pod that begins as {@code pod} is; {@code name} is its name, or empty for a free one. */
    public PodManifest likeButNew(PodManifest pod, String name) {
        return named(pod.toBuilder().setAddress(onThisLan(lodging.choose())), name);
    }

    private PodManifest named(PodManifest.Builder manifest, String name) {
        return ManifestCheck.check(manifest.setId(UUID.randomUUID().toString())
                .setName(name.isEmpty() ? freeName() : PodNames.checkName(name))
                .setIds(ids.choose(pods.takenIds()))
                .setCreated(Timestamps.now())
                .setEpoch(1)
                .build());
    }

    private PodAddress onThisLan(PodAddress address) {
        return address.toBuilder().setMtu(lan.mtu()).clearCareOf().build();
    }

    private String freeName() {
        var taken = pods.list().stream().map(HostedPod::name).collect(Collectors.toSet());
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> "desk-" + number)
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow();
    }
}
