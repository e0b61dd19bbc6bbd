package org.deskferry.host.lifecycle;

import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deskferry.host.files.ImageStore;
import org.deskferry.host.files.PodRoot;
import org.deskferry.host.network.AddressPool;
import org.deskferry.host.network.Announcer;
import org.deskferry.host.network.PodLinks;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.IdRanges;
import org.deskferry.host.pod.ManifestCheck;
import org.deskferry.host.pod.PodInit;
import org.deskferry.host.pod.PodNames;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.CreatePodRequest;
import org.deskferry.proto.v1.Geometry;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.ProblemKind;

/** Makes pods. */
public final class PodCreator {
    private static final Geometry USUAL_SIZE =
            Geometry.newBuilder().setWidth(1280).setHeight(800).build();

    private final Pods pods;
    private final ImageStore images;
    private final IdRanges ids;
    private final AddressPool addresses;
    private final PodLinks links;
    private final Announcer announcer;
    private final PodRemover remover;
    private final Path podInit;

    /** Makes pods from {@code images} with the helper program {@code podInit}. */
    public PodCreator(
            Pods pods,
            ImageStore images,
            IdRanges ids,
            AddressPool addresses,
            PodLinks links,
            Announcer announcer,
            PodRemover remover,
            Path podInit) {
        this.pods = pods;
        this.images = images;
        this.ids = ids;
        this.addresses = addresses;
        this.links = links;
        this.announcer = announcer;
        this.remover = remover;
        this.podInit = podInit;
    }

    /**
     * Makes a pod and starts its session.
     *
     * @throws ProblemException if it cannot be; nothing is left of it then
     */
    public HostedPod create(CreatePodRequest wish) throws InterruptedException {
        var manifest = manifest(wish);
        var record = PodRecord.newBuilder()
                .setManifest(manifest)
                .setStage(PodRecord.Stage.STAGE_STARTING)
                .build();
        try (var hold = pods.enter(record, PodState.POD_STATE_STARTING)) {
            try {
                start(hold);
                return hold.pod();
            } catch (IOException e) {
                remover.remove(hold);
                throw cannotBeMade(manifest, e);
            } catch (RuntimeException | InterruptedException e) {
                remover.remove(hold);
                throw e;
            }
        }
    }

    private void start(Pods.Hold hold) throws IOException, InterruptedException {
        var pod = hold.pod();
        var manifest = pod.manifest();
        new PodRoot(images.root(manifest.getImage()), pod.folder(), manifest.getIds()).mount();
        pod.cgroup().create(manifest.getLimits());
        try (var init = PodInit.prepare(podInit, manifest, pod.folder())) {
            pod.cgroup().add(init.pid());
            links.create(manifest, init.pid());
            announcer.announce(manifest, init.pid());
            init.go(manifest);
            hold.begin(pod.record(), init.pid());
        }
        DisplayWait.until(pod);
        hold.save(pod.record().toBuilder()
                .setStage(PodRecord.Stage.STAGE_HERE)
                .setHasRun(true)
                .build());
    }

    private PodManifest manifest(CreatePodRequest wish) {
        var image = wish.getImage().isEmpty() ? images.newest() : wish.getImage();
        var size = wish.hasGeometry() ? wish.getGeometry() : USUAL_SIZE;
        ManifestCheck.checkGeometry(size);
        return ManifestCheck.check(PodManifest.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setName(wish.getName().isEmpty() ? freeName() : PodNames.checkName(wish.getName()))
                .setImage(image)
                .setIds(ids.choose(pods.takenIds()))
                .setAddress(wish.hasAddress() ? wish.getAddress() : chooseAddress())
                .setCreated(Timestamps.now())
                .setEpoch(1)
                .setLimits(wish.getLimits())
                .setGeometry(size)
                .build());
    }

    private PodAddress chooseAddress() {
        return addresses.choose(pods.list().stream()
                .map(pod -> pod.manifest().getAddress().getIpv4())
                .collect(Collectors.toSet()));
    }

    private String freeName() {
        var taken = pods.list().stream().map(HostedPod::name).collect(Collectors.toSet());
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> "desk-" + number)
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow();
    }

    private static ProblemException cannotBeMade(PodManifest manifest, IOException cause) {
        return ProblemException.causedBy(
                cause,
                ProblemKind.PROBLEM_KIND_INTERNAL,
                "pod " + manifest.getName(),
                "It cannot be made: " + cause.getMessage() + ".",
                "See this workstation's log.");
    }
}
