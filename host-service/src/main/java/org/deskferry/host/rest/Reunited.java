package org.deskferry.host.rest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deskferry.host.network.TcpConnections;
import org.deskferry.host.network.TcpConnections.Living;
import org.deskferry.proto.v1.Connection;
import org.deskferry.proto.v1.Reunion;

/**
 * A pod that has been resumed, and the connections it had before. When a woken connection leaves the kernel's repair mode, the
 * kernel asks the peer for a sign of life by itself; a peer that does not know the connection any more answers with a reset.
 *
 * @param linkOpenedAt when the first answer could have come, by System.nanoTime
 */
record Reunited(long initPid, long linkOpenedAt, List<Connection> before) {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Looks until each connection is known to be kept or lost, five seconds at most. */
    Reunion look() throws InterruptedException {
        var end = System.nanoTime() + LIMIT.toNanos();
        var reunion = lookOnce();
        while (reunion.getSilentCount() > 0 && System.nanoTime() < end) {
            Thread.sleep(PAUSE);
            reunion = lookOnce();
        }
        return reunion;
    }

    private Reunion lookOnce() {
        var sinceOpen = Duration.ofNanos(System.nanoTime() - linkOpenedAt).toMillis();
        var now = TcpConnections.of(initPid).stream()
                .collect(Collectors.toMap(Reunited::ends, living -> living, (one, _) -> one));
        return sort(now, sinceOpen);
    }

    private Reunion sort(Map<Connection, Living> now, long sinceOpen) {
        var reunion = Reunion.newBuilder();
        for (var connection : before) {
            var living = now.get(connection.toBuilder().clearProgram().build());
            if (living == null || living.isEndedByPeer()) {
                reunion.addLost(connection);
            } else if (hasAnswered(living, sinceOpen)) {
                reunion.addKept(connection);
            } else {
                reunion.addSilent(connection);
            }
        }
        return reunion.build();
    }

    /** One that is being closed is asked nothing: nobody waits for more of it. */
    private static boolean hasAnswered(Living living, long sinceOpen) {
        return !living.isEstablished()
                || living.sinceHeard().isEmpty()
                || living.sinceHeard().getAsLong() < sinceOpen;
    }

    private static Connection ends(Living living) {
        return living.connection().toBuilder().clearProgram().build();
    }
}
