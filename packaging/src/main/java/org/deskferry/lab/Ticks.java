package org.deskferry.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a program that counts has noted: when it came to each number, by the real-time clock of where it was.
 *
 * @param nanos since 1970, of the numbers from 1 on
 * @param faults a number left out or repeated, a clock that jumped back; empty if all is well
 */
record Ticks(List<Long> nanos, List<String> faults) {

    /** From the log of {@code counter.py}; a last line that is not complete yet is left out. */
    static Ticks in(String log) {
        var nanos = new ArrayList<Long>();
        var faults = new ArrayList<String>();
        for (var line : Logs.completeLines(log)) {
            var fields = line.split(" ", -1);
            var number = Long.parseLong(fields[0]);
            var time = Long.parseLong(fields[1]);
            if (number != nanos.size() + 1) {
                faults.add(number + " followed " + nanos.size());
            }
            if (!nanos.isEmpty() && time < nanos.getLast()) {
                faults.add("the clock jumped back " + Duration.ofNanos(nanos.getLast() - time) + " at " + number);
            }
            nanos.add(time);
        }
        return new Ticks(nanos, faults);
    }

    int count() {
        return nanos.size();
    }

    /** The longest time without a number after {@code since}. */
    Duration largestGap(long since) {
        return Logs.largestGap(nanos, since);
    }
}
