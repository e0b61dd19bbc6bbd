package org.deskferry.app.table;

import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deskferry.app.fleet.MoveState;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.parts.FleetWords;
import org.deskferry.proto.v1.Program;

/**
 * What a row says of a pod.
 *
 * @param state in words
 * @param memoryBytes 0 while it rests
 * @param began when its session began or it was suspended, in seconds since 1970; 0 if nobody says
 * @param text all that one may search it by, in lower case
 */
record PodFacts(
        String name,
        String owner,
        Standing standing,
        String state,
        String workstation,
        String site,
        String programs,
        long memoryBytes,
        int connections,
        long began,
        String text) {

    static PodFacts of(PodModel pod) {
        var now = pod.pod();
        var manifest = now.getManifest();
        var home = pod.home().member();
        var programs = pod.programs().stream().map(PodFacts::title).collect(Collectors.joining(", "));
        var standing = Standing.of(pod);
        var began = pod.isSuspended() ? now.getSuspension().getTime() : now.getStarted();
        return new PodFacts(
                manifest.getName(),
                manifest.getOwner(),
                standing,
                state(pod, standing),
                home.name(),
                home.site(),
                programs,
                now.getMemoryBytes(),
                pod.connections(),
                began.getSeconds(),
                text(
                        manifest.getName(),
                        manifest.getOwner(),
                        home.name(),
                        home.site(),
                        programs,
                        manifest.getAddress().getIpv4(),
                        manifest.getId()));
    }

    Instant since() {
        return Instant.ofEpochSecond(began);
    }

    private static String state(PodModel pod, Standing standing) {
        return switch (pod.move()) {
            case MoveState.UnderWay(var progress, var _) -> Say.of("state.moving", progress.getDestination());
            case MoveState.Waiting(var destination) -> FleetWords.waiting(destination);
            case MoveState.Failed failed
            when standing == Standing.TROUBLED -> Say.of("state.failed", failed.destination());
            default ->
                standing == Standing.AWAY
                        ? Say.of("state.away")
                        : FleetWords.podState(pod.pod().getState());
        };
    }

    private static String title(Program program) {
        return program.getTitle().isEmpty() ? program.getName() : program.getTitle();
    }

    private static String text(String... words) {
        return Stream.of(words).collect(Collectors.joining("\n")).toLowerCase(Locale.getDefault());
    }
}
