package org.deskferry.app.fleet;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.deskferry.proto.v1.Snapshot;

/** Follows one workstation until interrupted: a stream of snapshots, and another after a pause when it breaks. */
final class Watch implements Runnable {
    // The contract promises a snapshot every 2 seconds.
    private static final Duration SILENCE = Duration.ofSeconds(6);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

    private final Link link;
    private final Consumer<Snapshot> heard;
    private final Consumer<TroubleException> missed;

    Watch(Link link, Consumer<Snapshot> heard, Consumer<TroubleException> missed) {
        this.link = link;
        this.heard = heard;
        this.missed = missed;
    }

    @Override
    public void run() {
        var pause = FIRST_PAUSE;
        try {
            while (true) {
                var answered = follow();
                pause = answered ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
                // Spread, so that a fleet that comes back is not called by all its apps in one instant.
                Thread.sleep(pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 4)));
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns, when the stream has ended or failed, whether the workstation answered at all. */
    private boolean follow() throws InterruptedException {
        var answered = false;
        try (var snapshots = link.watch()) {
            for (var next = snapshots.next(SILENCE); next.isPresent(); next = snapshots.next(SILENCE)) {
                answered = true;
                heard.accept(next.get());
            }
        } catch (TroubleException e) {
            missed.accept(e);
        }
        return answered;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
