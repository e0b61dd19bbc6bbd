package org.deskferry.host.lifecycle;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.nio.file.Path;
import org.deskferry.host.display.Displays;
import org.deskferry.host.files.ImageStore;
import org.deskferry.host.files.PodRoot;
import org.deskferry.host.network.PodLinks;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.PodInit;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.CreatePodRequest;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.ProblemKind;

/** Makes pods. */
public final class PodCreator {
    private final Pods pods;
    private final ImageStore images;
    private final Identities identities;
    private final PodLinks links;
    private final PodRemover remover;
    private final Displays displays;
    private final Path podInit;

    /** Makes pods from {@code images} with the helper program {@code podInit}. */
    public PodCreator(
            Pods pods,
            ImageStore images,
            Identities identities,
            PodLinks links,
            PodRemover remover,
            Displays displays,
            Path podInit) {
        this.pods = pods;
        this.images = images;
        this.identities = identities;
        this.links = links;
        this.remover = remover;
        this.displays = displays;
        this.podInit = podInit;
    }

    /**
     * Makes a pod and starts its session. Returns when that can be worked in, or after a while when nothing manages its windows.
     *
     * @throws ProblemException if it cannot be; nothing is left of it then
     */
    public HostedPod create(CreatePodRequest wish) throws InterruptedException {
        var manifest = identities.of(wish, wish.getImage().isEmpty() ? images.newest() : wish.getImage());
        var record = PodRecord.newBuilder()
                .setManifest(manifest)
                .setStage(PodRecord.Stage.STAGE_STARTING)
                .build();
        try (var hold = pods.enter(record, PodState.POD_STATE_STARTING)) {
            try {
                start(hold);
                return hold.pod();
            } catch (IOException e) {
                undo(hold);
                throw cannotBeMade(manifest, e);
            } catch (RuntimeException | InterruptedException e) {
                undo(hold);
                throw e;
            }
        }
    }

    private void undo(Pods.Hold hold) {
        displays.forget(hold.pod());
        remover.destroy(hold);
    }

    private void start(Pods.Hold hold) throws IOException, InterruptedException {
        var pod = hold.pod();
        var manifest = pod.manifest();
        var root = new PodRoot(images.root(manifest.getImage()), pod.folder(), manifest.getIds());
        root.makeNew();
        root.mountNew();
        ResolverFile.write(pod.folder().root(), manifest.getAddress().getNameserversList());
        pod.cgroup().create(manifest.getLimits());
        try (var init = PodInit.prepare(podInit, manifest, pod.folder())) {
            root.settle();
            pod.cgroup().add(init.pid());
            links.create(manifest, init.pid());
            init.go(manifest);
            hold.begin(pod.record(), init.pid());
        }
        SessionWait.until(pod, displays.of(pod));
        hold.save(pod.record().toBuilder()
                .setStage(PodRecord.Stage.STAGE_HERE)
                .setHasRun(true)
                .build());
    }

    private static ProblemException cannotBeMade(PodManifest manifest, IOException cause) {
        return ProblemException.causedBy(
                cause,
                ProblemKind.PROBLEM_KIND_INTERNAL,
                say("pod {0}", manifest.getName()),
                say("It cannot be made: {0}.", cause.getMessage()),
                say("See this workstation's log."));
    }
}
