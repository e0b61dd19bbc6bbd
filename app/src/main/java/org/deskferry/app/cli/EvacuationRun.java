package org.deskferry.app.cli;

import com.google.protobuf.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.deskferry.app.evacuation.Departure;
import org.deskferry.app.evacuation.Evacuation;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.MovePodRequest;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.ProblemKind;

/** An evacuation at work: watches the fleet and makes the moves that are decided. For one use. */
final class EvacuationRun {
    private static final int MOST_WAITING = 64;

    private final Workstations workstations;
    private final Member source;
    private final Evacuation evacuation;
    private final Optional<Duration> downtime;
    private final EvacuationReport report;
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Map<String, Sighting> sightings = new LinkedHashMap<>();
    private final Map<String, MoveProgress> underWay = new LinkedHashMap<>();
    private final Set<String> told = new HashSet<>();
    private boolean residue;

    EvacuationRun(
            Workstations workstations,
            Member source,
            Evacuation evacuation,
            Optional<Duration> downtime,
            EvacuationReport report) {
        this.workstations = workstations;
        this.source = source;
        this.evacuation = evacuation;
        this.downtime = downtime;
        this.report = report;
    }

    private sealed interface Event {
        record Saw(Sighting sighting) implements Event {}

        record Progressed(Departure departure, MoveProgress progress) implements Event {}

        record Arrived(Departure departure, MoveProgress end) implements Event {}

        record Failed(Departure departure, CommandFailure failure) implements Event {}
    }

    /** Goes on until every pod has moved, or cannot; returns the command's exit code. */
    int run(List<Sighting> first) throws CommandFailure {
        first.forEach(sighting -> sightings.put(sighting.member().name(), sighting));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            workstations
                    .members()
                    .forEach(member -> threads.execute(
                            new Follower(workstations, member, sighting -> events.put(new Event.Saw(sighting)))));
            try {
                while (step(threads)) {
                    hear(events.poll(1, TimeUnit.SECONDS));
                }
            } finally {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.of(
                    ProblemKind.PROBLEM_KIND_CANCELLED,
                    "evacuation of " + source.name(),
                    "It was interrupted; moves that have begun go on.",
                    "See 'deskferry ls' for what is where.");
        }
        report.end(evacuation.moved(), evacuation.stays());
        return exitCode();
    }

    /** Begins what is to begin now; false when all is over. */
    private boolean step(ExecutorService threads) {
        var seen = sightings.values().stream().map(Sighting::seen).toList();
        for (var departure : evacuation.next(seen, Instant.now())) {
            report.begins(departure);
            threads.execute(() -> move(departure));
        }
        evacuation.moved().stream()
                .filter(departure -> told.add(departure.podId()))
                .forEach(report::seen);
        return !evacuation.isOver();
    }

    private void hear(Event event) {
        switch (event) {
            case null -> {}
            case Event.Saw(var sighting) -> sightings.put(sighting.member().name(), sighting);
            case Event.Progressed(var departure, var progress) -> {
                underWay.put(departure.podId(), progress);
                report.progress(progress, underWay.values());
            }
            case Event.Arrived(var departure, var end) -> arrived(departure, end);
            case Event.Failed(var departure, var failure) -> failed(departure, failure);
        }
    }

    private void arrived(Departure departure, MoveProgress end) {
        underWay.remove(departure.podId());
        told.add(departure.podId());
        evacuation.moved(departure.podId());
        var result = end.getResult();
        residue |= result.getResidueCount() + result.getDestinationResidueCount() > 0;
        report.moved(end);
    }

    private void failed(Departure departure, CommandFailure failure) {
        underWay.remove(departure.podId());
        if (failure.isLost()) {
            evacuation.lost(departure.podId(), failure.problems(), Instant.now());
            report.lost(departure);
        } else {
            evacuation.refused(departure.podId(), failure.problems());
            report.refused(departure, failure.problems());
        }
    }

    private void move(Departure departure) {
        try {
            events.put(end(departure));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Event end(Departure departure) {
        try {
            var destination = workstations.member(departure.destination().workstation());
            var request = MovePodRequest.newBuilder()
                    .setPod(departure.podId())
                    .setDestination(destination.name())
                    .setAddress(destination.address())
                    .setEvacuation(true);
            downtime.ifPresent(request::setDowntime);
            var end = new MoveCall(workstations, source)
                    // News that nobody has time for are old news.
                    .follow(request.build(), news -> events.offer(new Event.Progressed(departure, news)));
            return new Event.Arrived(departure, end);
        } catch (CommandFailure e) {
            return new Event.Failed(departure, e);
        }
    }

    private int exitCode() {
        var stays = evacuation.stays();
        if (stays.isEmpty()) {
            return residue ? ExitCode.PARTLY : ExitCode.OK;
        }
        return evacuation.moved().isEmpty() ? ExitCode.of(stays.getFirst().problems()) : ExitCode.PARTLY;
    }
}
