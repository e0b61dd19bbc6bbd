package org.deskferry.bench;

import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.deskferry.lab.Eventually;
import org.deskferry.lab.Witnesses;
import org.deskferry.lab.Workstation;

/** What a workstation sends, looked at again and again. */
final class Traffic implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final double NS_PER_S = 1e9;

    private final Workstation source;
    private final ConcurrentSkipListMap<Long, Long> sent = new ConcurrentSkipListMap<>();
    private volatile boolean stopped;

    private Traffic(Workstation source) {
        this.source = source;
    }

    /** From now until it is stopped. */
    static Traffic of(Workstation source) {
        var traffic = new Traffic(source);
        traffic.look();
        Thread.ofVirtual().start(traffic::watch);
        return traffic;
    }

    private void watch() {
        while (!stopped) {
            look();
            Eventually.pause(PAUSE);
        }
    }

    private void look() {
        sent.put(Witnesses.now(), Meters.sent(source));
    }

    /** All that was sent counts up to now. */
    void stop() {
        stopped = true;
        look();
    }

    long bytes() {
        return sent.lastEntry().getValue() - sent.firstEntry().getValue();
    }

    /** Bytes a second between two times, nanoseconds since 1970. */
    double rate(long from, long to) {
        var within = new TreeMap<>(sent.subMap(from, true, to, true));
        if (within.size() < 2) {
            return 0;
        }
        var bytes = within.lastEntry().getValue() - within.firstEntry().getValue();
        return bytes / ((within.lastKey() - within.firstKey()) / NS_PER_S);
    }

    @Override
    public void close() {
        stopped = true;
    }
}
