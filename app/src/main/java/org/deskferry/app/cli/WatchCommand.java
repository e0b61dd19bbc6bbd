package org.deskferry.app.cli;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.deskferry.app.identity.FleetException;
import picocli.CommandLine.Command;

/** {@code deskferry watch}. */
@Command(
        name = "watch",
        description = "Tells what happens in the fleet, until it is interrupted.",
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
    private static final int MOST_WAITING = 64;

    private final Session session;

    WatchCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws FleetException {
        var sightings = new ArrayBlockingQueue<Sighting>(MOST_WAITING);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var workstations = session.workstations()) {
            workstations
                    .members()
                    .forEach(member -> threads.execute(new Follower(workstations, member, sightings::put)));
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
}
