package org.deskferry.host.lifecycle;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deskferry.host.kept.KeptPages;
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
                .setLimits(wish.getLimits())
                .addAllOpenPorts(wish.getOpenPortsList())
                .setOwner(wish.getOwner())
                .setGeometry(size);
        var named = named(manifest, wish.getName());
        return addressed(named, wish.hasAddress() ? wish.getAddress() : chooseAddress(named));
    }

    /** Of a further pod that begins as {@code pod} is; {@code name} is its name, or empty for a free one. */
    public PodManifest likeButNew(PodManifest pod, String name) {
        var named = named(pod.toBuilder(), name);
        return addressed(named, chooseAddress(named));
    }

    private PodManifest named(PodManifest.Builder manifest, String name) {
        return manifest.setId(UUID.randomUUID().toString())
                .setName(name.isEmpty() ? freeName() : PodNames.checkName(name))
                .setIds(ids.choose(pods.takenIds()))
                .setCreated(Timestamps.now())
                .setEpoch(1)
                .setKeptKey(ByteString.copyFrom(KeptPages.newKey()))
                .build();
    }

    private PodManifest addressed(PodManifest pod, PodAddress address) {
        return ManifestCheck.check(pod.toBuilder()
                .setAddress(address.toBuilder().setMtu(lan.mtu()).clearCareOf())
                .build());
    }

    private PodAddress chooseAddress(PodManifest pod) {
        return lodging.choose(pod.toBuilder()
                .setAddress(PodAddress.newBuilder().setMtu(lan.mtu()))
                .build());
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
