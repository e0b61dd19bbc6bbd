package org.deskferry.app.fleet;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.deskferry.proto.v1.MoveCheck;
import org.deskferry.proto.v1.MovePodRequest;

/** Asks what a move would meet, a few at a time, and keeps the answers for some seconds. FX thread only. */
final class Outlooks {
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int AT_ONCE = 4;

    private final ExecutorService background;
    private final Executor window;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<Way, Answer> answers = new HashMap<>();

    Outlooks(ExecutorService background, Executor window) {
        this.background = background;
        this.window = window;
    }

    private record Way(String podId, String source, String destination) {}

    /** @param askedNanos of the clock that only counts */
    private record Answer(long askedNanos, ReadOnlyObjectWrapper<Outlook> outlook) {
        boolean isFresh() {
            return System.nanoTime() - askedNanos < FRESH.toNanos();
        }
    }

    /** The outlook of a move; changes once, when the answer is here. */
    ReadOnlyObjectProperty<Outlook> of(PodModel pod, WorkstationModel destination) {
        answers.values().removeIf(answer -> !answer.isFresh());
        var way = new Way(pod.id(), pod.home().name(), destination.name());
        return answers.computeIfAbsent(way, _ -> ask(pod, destination))
                .outlook()
                .getReadOnlyProperty();
    }

    private Answer ask(PodModel pod, WorkstationModel destination) {
        var answer = new Answer(System.nanoTime(), new ReadOnlyObjectWrapper<>(new Outlook.Asking()));
        var request = MovePodRequest.newBuilder()
                .setPod(pod.id())
                .setDestination(destination.name())
                .setAddress(destination.member().address())
                .build();
        var link = pod.home().link();
        background.execute(() -> {
            var outlook = fetch(link, request);
            window.execute(() -> answer.outlook().set(outlook));
        });
        return answer;
    }

    private Outlook fetch(Link link, MovePodRequest request) {
        try {
            places.acquire();
            try {
                return outlook(link.check(request));
            } finally {
                places.release();
            }
        } catch (TroubleException | RuntimeException e) {
            // The move itself will tell why; a hint that nobody can give is none.
            return new Outlook.Unknown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outlook.Unknown();
        }
    }

    private static Outlook outlook(MoveCheck check) {
        return check.getRefusalsCount() > 0
                ? new Outlook.Hindered(check.getRefusalsList())
                : new Outlook.Open(check.getEstimate(), check.getWarningsList());
    }
}
