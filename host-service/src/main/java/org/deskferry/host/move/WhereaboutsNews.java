package org.deskferry.host.move;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.deskferry.host.network.AddressRange;
import org.deskferry.host.network.Member;
import org.deskferry.host.network.Translator;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.pod.Tombstones;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.Whereabouts;
import org.deskferry.proto.v1.WhereaboutsRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other members where pods are: at once when one arrives, and then again and again, so that who was off learns of it, and who
 * hears nothing any more may forget. What is to be told is read off the pods and the book each time, so a service that starts knows it too.
 * Thread-safe.
 */
public final class WhereaboutsNews {
    private static final Logger LOG = LoggerFactory.getLogger(WhereaboutsNews.class);
    /** How long a pod may stand still for it. What comes of a peer that does not know yet, the pod's own rules keep out. */
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final String self;
    private final Pods pods;
    private final Tombstones tombstones;
    private final Translator translator;
    private final List<Listener> others;
    private final ExecutorService teller = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("whereabouts-soon").factory());

    /**
     * @param self this workstation
     * @param members all that translate, this one among them; none: nothing is told
     */
    public WhereaboutsNews(
            String self, Pods pods, Tombstones tombstones, Translator translator, Peers peers, List<Member> members) {
        this.self = self;
        this.pods = pods;
        this.tombstones = tombstones;
        this.translator = translator;
        this.others = members.stream()
                .filter(member -> !member.name().equals(self))
                .map(member -> new Listener(member, peers))
                .toList();
    }

    /** Begins to tell, for as long as the service lives. */
    public void start() {
        if (others.isEmpty()) {
            translator.stop();
            return;
        }
        translator.apply();
        repeat("whereabouts", this::tellAll);
        // Not in turn with the other: that may wait for a workstation that is lost.
        repeat("whereabouts-expire", translator::expire);
    }

    private static void repeat(String name, Runnable deed) {
        Thread.ofVirtual().name(name).start(() -> {
            try {
                while (true) {
                    try {
                        deed.run();
                    } catch (RuntimeException e) {
                        LOG.error("whereabouts of pods: tried again soon", e);
                    }
                    Thread.sleep(PAUSE);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Whether there is anyone to tell. */
    boolean hasListeners() {
        return !others.isEmpty();
    }

    /** Makes ready to tell in a hurry where a pod is that may arrive. Returns at once. */
    void expect(PodManifest pod) {
        if (concerns(pod)) {
            others.forEach(other -> Thread.startVirtualThread(other::greet));
        }
    }

    /** Has what is sent to a pod that may arrive come here, where it is held: at once, or as soon as the others hear of it. */
    void hold(PodManifest pod) {
        if (concerns(pod)) {
            tellSoon(expected(pod).setExpected(true).build());
        }
    }

    /** The pod does not arrive, or not now: its packets go where they went before. */
    void letGo(PodManifest pod) {
        if (concerns(pod)) {
            tellSoon(expected(pod)
                    .setExpected(true)
                    .setStay(Whereabouts.Stay.STAY_GONE)
                    .clearAway4()
                    .clearAway6()
                    .build());
        }
    }

    /** As it will be from the commit on. */
    private Whereabouts.Builder expected(PodManifest pod) {
        return of(pod).toBuilder().setEpoch(Epochs.next(pod));
    }

    private void tellSoon(Whereabouts said) {
        var _ = hear(List.of(said));
        teller.execute(() -> {
            try {
                translator.hear(self, List.of(said));
            } catch (RuntimeException e) {
                LOG.warn(
                        "what is sent to pod {} while it stands still goes where it was: {}",
                        said.getPodId(),
                        e.getMessage());
            }
        });
    }

    /** Tells where a pod is that is taken over and has not run: returns when all know, or after a while. */
    void arrived(HostedPod pod) {
        try {
            if (concerns(pod.manifest())) {
                var said = List.of(of(pod.manifest()));
                var told = hear(said);
                translator.hear(self, said);
                if (know(told)) {
                    Thread.startVirtualThread(() -> translator.trust(pod));
                }
            } else if (!translator.known().isEmpty()) {
                // What was heard since its network was made.
                Thread.startVirtualThread(() -> translator.renew(pod));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("the others do not know yet where pod {} is: {}", pod.name(), e.getMessage());
        }
    }

    /** Whether it is away from home, or has been. */
    private boolean concerns(PodManifest pod) {
        return pod.getAddress().hasCareOf()
                || translator.known().stream()
                        .map(WhereaboutsRecord.Entry::getWhereabouts)
                        .anyMatch(known ->
                                known.getPodId().equals(pod.getId()) && known.getStay() != Whereabouts.Stay.STAY_GONE);
    }

    /** Which of some addresses are those of no member and of no pod on one. A member that does not answer has none. */
    Set<String> strangers(Set<String> addresses) {
        var strangers = new HashSet<>(addresses);
        var answers = others.stream()
                .map(other -> CompletableFuture.supplyAsync(() -> other.locate(addresses), Thread::startVirtualThread))
                .toList();
        translator.located(addresses).forEach(strangers::remove);
        answers.forEach(answer -> answer.join().forEach(strangers::remove));
        return strangers;
    }

    private void tellAll() {
        var said = news();
        var ids = said.stream().map(Whereabouts::getPodId).toList();
        if (hear(said).stream().allMatch(CompletableFuture::join)) {
            present().filter(pod -> ids.contains(pod.id())).forEach(translator::trust);
        }
    }

    private static boolean know(List<CompletableFuture<Boolean>> told) throws InterruptedException {
        try {
            CompletableFuture.allOf(told.toArray(CompletableFuture[]::new))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return told.stream().allMatch(CompletableFuture::join);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    private List<CompletableFuture<Boolean>> hear(List<Whereabouts> said) {
        return others.stream().map(other -> other.hearInTurn(said)).toList();
    }

    /** What this workstation has to say of the pods that it has, and of those that it had and that are nowhere. */
    private List<Whereabouts> news() {
        var news = new ArrayList<Whereabouts>();
        present().map(HostedPod::manifest).filter(this::concerns).map(this::of).forEach(news::add);
        translator.known().stream()
                .filter(entry -> entry.getTeller().equals(self))
                .flatMap(entry -> ended(entry.getWhereabouts()).stream())
                .forEach(news::add);
        return news.stream().filter(this::isTrue).toList();
    }

    /** False where somebody else has more recent news. That a pod is gone is said once, and need not hold for longer than others remember it. */
    private boolean isTrue(Whereabouts said) {
        if (translator.holds(self, said)) {
            if (said.getStay() == Whereabouts.Stay.STAY_GONE) {
                return true;
            }
        } else {
            others.forEach(other -> other.forget(said.getPodId()));
        }
        try {
            translator.hear(self, List.of(said));
        } catch (ProblemException e) {
            LOG.warn("pod {} is not to be told of: {}", said.getPodId(), e.getMessage());
        }
        return translator.holds(self, said);
    }

    private Stream<HostedPod> present() {
        return pods.list().stream()
                .filter(pod -> pod.record().getStage() == PodRecord.Stage.STAGE_HERE
                        || pod.record().getStage() == PodRecord.Stage.STAGE_SUSPENDED);
    }

    private Optional<Whereabouts> ended(Whereabouts known) {
        var hasMovedOn = tombstones
                .of(known.getPodId())
                .filter(tombstone -> tombstone.getEpoch() >= known.getEpoch()
                        && !tombstone.getDestination().isEmpty())
                .isPresent();
        if (pods.has(known.getPodId()) || hasMovedOn || known.getStay() == Whereabouts.Stay.STAY_HOME) {
            return Optional.empty();
        }
        return Optional.of(known.toBuilder()
                .setStay(Whereabouts.Stay.STAY_GONE)
                .clearAway4()
                .clearAway6()
                .build());
    }

    private Whereabouts of(PodManifest pod) {
        var address = pod.getAddress();
        var away = address.getCareOf();
        var said = Whereabouts.newBuilder()
                .setPodId(pod.getId())
                .setEpoch(pod.getEpoch())
                .setStay(address.hasCareOf() ? Whereabouts.Stay.STAY_AWAY : Whereabouts.Stay.STAY_HOME)
                .setHome4(AddressRange.withoutPrefix(address.getIpv4()))
                .setHome6(AddressRange.withoutPrefix(address.getIpv6()))
                .setAway4(AddressRange.withoutPrefix(away.getIpv4()));
        return address.getIpv6().isEmpty()
                ? said.build()
                : said.setAway6(AddressRange.withoutPrefix(away.getIpv6())).build();
    }
}
