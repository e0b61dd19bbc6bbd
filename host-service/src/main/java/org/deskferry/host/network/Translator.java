package org.deskferry.host.network;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deskferry.host.linux.Command;
import org.deskferry.host.linux.CommandException;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Whereabouts;
import org.deskferry.proto.v1.WhereaboutsRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has this machine and the pods on it speak to pods away from home at the addresses that these have there, by {@link TranslationRules}, and
 * pods away from home that are here by theirs. Thread-safe.
 */
public final class Translator {
    private static final Logger LOG = LoggerFactory.getLogger(Translator.class);
    private static final int MOST = 1024;

    private final Pods pods;
    private final OwnAddresses addresses;
    private final WhereaboutsBook book;
    private final Set<String> members;
    /** Pods that need not guard against peers who do not know where they are. */
    private final Set<String> trusting = ConcurrentHashMap.newKeySet();

    /** Whether the machine's rules may not be what the book says. */
    private boolean isStale;

    private Translator(Pods pods, OwnAddresses addresses, WhereaboutsBook book, Set<String> members) {
        this.pods = pods;
        this.addresses = addresses;
        this.book = book;
        this.members = members;
    }

    /**
     * For a machine with these pods and pools.
     *
     * @param members the names of the workstations that translate, this one among them; none: it does not
     */
    public static Translator of(
            Pods pods,
            Optional<AddressRange> pool4,
            Optional<AddressRange> pool6,
            WhereaboutsBook book,
            Collection<String> members) {
        return new Translator(pods, new OwnAddresses(pods, pool4, pool6), book, Set.copyOf(members));
    }

    /** What is known of pods away from home. */
    public List<WhereaboutsRecord.Entry> known() {
        return book.all();
    }

    /** Addresses that are a pod's which is away from home: nobody else may get them. */
    public Set<String> homes() {
        return book.away().stream()
                .flatMap(one -> Stream.of(one.getHome4(), one.getHome6()))
                .filter(home -> !home.isEmpty())
                .collect(Collectors.toSet());
    }

    /** Which of some addresses are this machine's, or its pods'. */
    public List<String> located(Collection<String> wanted) {
        Unsound.require(wanted.size() <= MOST, "peers");
        var here = addresses.here();
        return wanted.stream()
                .filter(address -> here.contains(Unsound.address(address, "peers")))
                .toList();
    }

    /**
     * Takes what the workstation {@code teller} says, if it is news. When this returns the rules are in place.
     *
     * @throws ProblemException (BAD_REQUEST) if one of it cannot be, or one of the two is no member; nothing has changed then
     */
    public synchronized void hear(String teller, Collection<Whereabouts> said) {
        if (!members.contains(teller)) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    say("the whereabouts of pods"),
                    say("They are not taken here from {0}, which is not in network.translation.", teller),
                    say("Let it name the same workstations on all of them."));
        }
        Unsound.require(said.size() <= MOST, "whereabouts");
        said.forEach(one -> addresses.check(one.getPodId()).require(one));
        for (var one : said) {
            isStale |= book.note(teller, one);
        }
        if (isStale) {
            apply();
        }
    }

    /** Whether it holds what {@code teller} says, by {@link #hear}. */
    public boolean holds(String teller, Whereabouts said) {
        return book.isHeld(teller, said);
    }

    /** Drops what nobody has confirmed for an hour. */
    public synchronized void expire() {
        if (book.expire()) {
            apply();
        }
    }

    /** Drops all, of a workstation that is no member any more. */
    public synchronized void stop() {
        if (book.clear()) {
            apply();
        }
    }

    /** Makes all rules what they should be. */
    public synchronized void apply() {
        isStale = true;
        nft(List.of(), TranslationRules.ofMachine(book.away()));
        pods.list().stream()
                .map(pod -> CompletableFuture.runAsync(() -> renew(pod), Thread::startVirtualThread))
                .toList()
                .forEach(CompletableFuture::join);
        isStale = false;
    }

    /** From now on every peer knows where a pod is that is here, as the last of them has been told. */
    public void trust(HostedPod pod) {
        if (pod.manifest().getAddress().hasCareOf() && trusting.add(pod.id())) {
            renew(pod);
        }
    }

    /** Makes the rules of a pod what they should be by now. */
    public void renew(HostedPod pod) {
        pod.initPid().ifPresent(initPid -> {
            try {
                put(pod.manifest(), initPid);
            } catch (CommandException e) {
                LOG.warn("the addresses of pod {} are not translated anew: {}", pod.name(), e.getMessage());
            }
        });
    }

    /** In a network that was just made for a pod. */
    void translateIn(PodManifest pod, long initPid) {
        trusting.remove(pod.getId());
        if (pod.getAddress().hasCareOf() || !book.away().isEmpty()) {
            put(pod, initPid);
        }
    }

    /** In a network that a pod had under other addresses. */
    void translateAnew(PodManifest pod, PodAddress before, long initPid) {
        trusting.remove(pod.getId());
        if (before.hasCareOf() || pod.getAddress().hasCareOf() || !book.away().isEmpty()) {
            put(pod, initPid);
        }
    }

    private void put(PodManifest pod, long initPid) {
        var others = book.away().stream()
                .filter(one -> !one.getPodId().equals(pod.getId()))
                .toList();
        nft(
                List.of("nsenter", "--net=/proc/" + initPid + "/ns/net"),
                TranslationRules.ofPod(pod.getAddress(), others, !trusting.contains(pod.getId())));
    }

    private static void nft(List<String> inside, String rules) {
        Command.run(Stream.concat(inside.stream(), Stream.of("nft", "-f", "-")).toList(), rules);
    }
}
