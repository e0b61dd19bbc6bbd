package org.deskferry.host.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps strangers from filling the log: the same event at most once a minute. Thread-safe. */
final class SeldomLog {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int REMEMBERED = 1000;

    private final Map<String, Long> last = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    void log(String event, Runnable log) {
        if (isDue(event)) {
            log.run();
        }
    }

    private synchronized boolean isDue(String event) {
        var now = System.nanoTime();
        var before = last.get(event);
        if (before != null && now - before < PAUSE.toNanos()) {
            return false;
        }
        last.remove(event);
        last.put(event, now);
        return true;
    }
}
