package org.deskferry.lab;

import java.time.Duration;
import java.util.List;

/** Logs of programs that are still writing them. */
final class Logs {
    private Logs() {}

    static List<String> completeLines(String log) {
        return log.substring(0, log.lastIndexOf('\n') + 1).lines().toList();
    }

    /** The longest time between two neighbours of which the later is after {@code since}; times in nanoseconds. */
    static Duration largestGap(List<Long> times, long since) {
        long largest = 0;
        for (int i = 1; i < times.size(); i++) {
            if (times.get(i) > since) {
                largest = Math.max(largest, times.get(i) - times.get(i - 1));
            }
        }
        return Duration.ofNanos(largest);
    }
}
