package org.deskferry.app.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.WatchRequest;
import picocli.CommandLine.Command;

/** {@code deskferry watch}. */
@Command(
        name = "watch",
        description = "Tells what happens in the fleet, until it is interrupted.",
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Session session;

    WatchCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws FleetException {
        var sightings = new LinkedBlockingQueue<Sighting>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var workstations = session.workstations()) {
            workstations.members().forEach(member -> threads.execute(() -> follow(workstations, member, sightings)));
            tellAll(sightings);
            threads.shutdownNow();
            return ExitCode.OK;
        }
    }

    private void tellAll(BlockingQueue<Sighting> sightings) {
        var news = new News();
        try {
            // A reader that has gone, such as head, ends it.
            while (!session.out().checkError()) {
                tell(news, sightings.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(News news, Sighting sighting) {
        if (session.json()) {
            session.printJson(sighting.json());
        } else {
            news.of(sighting).forEach(session.out()::println);
        }
    }

    private static void follow(Workstations workstations, Member member, BlockingQueue<Sighting> sightings) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                workstations.callWithoutLimit(member, stub -> {
                    var watch = stub.watch(WatchRequest.getDefaultInstance());
                    for (var snapshot = watch.read(); snapshot != null; snapshot = watch.read()) {
                        sightings.add(new Sighting(member, Optional.of(snapshot), List.of()));
                    }
                    return true;
                });
            } catch (CommandFailure e) {
                sightings.add(new Sighting(member, Optional.empty(), e.problems()));
            }
            try {
                Thread.sleep(RETRY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
