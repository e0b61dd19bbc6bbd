package org.deskferry.app.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.WatchRequest;

/** Follows one workstation until interrupted, and tells each sight of it; tries again when it is away. */
final class Follower implements Runnable {
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Workstations workstations;
    private final Member member;
    private final Listener listener;

    Follower(Workstations workstations, Member member, Listener listener) {
        this.workstations = workstations;
        this.member = member;
        this.listener = listener;
    }

    /** Takes sights; may make the workstation wait. */
    @FunctionalInterface
    interface Listener {
        void seen(Sighting sighting) throws InterruptedException;
    }

    @Override
    public void run() {
        try {
            while (true) {
                follow();
                Thread.sleep(RETRY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() throws InterruptedException {
        try {
            workstations.callWithoutLimit(member, stub -> {
                var watch = stub.watch(WatchRequest.getDefaultInstance());
                for (var snapshot = watch.read(); snapshot != null; snapshot = watch.read()) {
                    listener.seen(new Sighting(member, Optional.of(snapshot), List.of()));
                }
                return true;
            });
        } catch (CommandFailure e) {
            listener.seen(new Sighting(member, Optional.empty(), e.problems()));
        }
    }
}
