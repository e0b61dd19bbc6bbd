package org.deskferry.host.move;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.deskferry.host.network.Member;
import org.deskferry.proto.v1.LocateRequest;
import org.deskferry.proto.v1.TellWhereaboutsRequest;
import org.deskferry.proto.v1.Whereabouts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Another member, and what it has been told. Thread-safe: one call at a time tells it something. */
final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    /** How long it is left alone with what it knows; a fraction of the time after which it forgets. */
    private static final Duration REST = Duration.ofMinutes(1);

    private final Member member;
    private final Peers peers;
    private final Map<String, Told> told = new HashMap<>();

    private final ExecutorService turn = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("listener").factory());

    private record Told(Whereabouts said, long time) {}

    Listener(Member member, Peers peers) {
        this.member = member;
        this.peers = peers;
    }

    /** As {@link #hear}, after what was asked for before, and without a wait. */
    CompletableFuture<Boolean> hearInTurn(List<Whereabouts> said) {
        return CompletableFuture.supplyAsync(() -> hear(said), turn);
    }

    /** Tells it what it has not been told, or not lately; whether it knows all of it. */
    synchronized boolean hear(List<Whereabouts> said) {
        var news = said.stream().filter(this::isDue).toList();
        if (news.isEmpty()) {
            return true;
        }
        try {
            peers.tellWhereabouts(
                    member.name(),
                    member.address(),
                    TellWhereaboutsRequest.newBuilder().addAllWhereabouts(news).build());
            news.forEach(one -> told.put(one.getPodId(), new Told(one, System.nanoTime())));
            return true;
        } catch (RuntimeException e) {
            LOG.debug("{} cannot be told where pods are: {}", member.name(), e.getMessage());
            return false;
        }
    }

    private boolean isDue(Whereabouts said) {
        var before = told.get(said.getPodId());
        return before == null
                || said.getExpected()
                || !before.said().equals(said)
                || (said.getStay() == Whereabouts.Stay.STAY_AWAY && System.nanoTime() - before.time() > REST.toNanos());
    }

    /** Others have told it of a pod. */
    synchronized void forget(String podId) {
        told.remove(podId);
    }

    /** Has a way to it that is quick. */
    void greet() {
        try {
            peers.tellWhereabouts(member.name(), member.address(), TellWhereaboutsRequest.getDefaultInstance());
        } catch (RuntimeException e) {
            LOG.debug("{} does not answer: {}", member.name(), e.getMessage());
        }
    }

    /** Which of some addresses are there. */
    List<String> locate(Collection<String> addresses) {
        try {
            return peers.locate(
                            member.name(),
                            member.address(),
                            LocateRequest.newBuilder()
                                    .addAllAddresses(addresses)
                                    .build())
                    .getHereList();
        } catch (RuntimeException e) {
            LOG.debug("{} does not say who is there: {}", member.name(), e.getMessage());
            return List.of();
        }
    }
}
