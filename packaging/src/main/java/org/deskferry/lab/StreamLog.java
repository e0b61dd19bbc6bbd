package org.deskferry.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one end of a checked TCP connection has noted.
 *
 * @param nanos when something arrived, since 1970
 * @param received bytes that arrived and were right
 * @param sent bytes given to the kernel
 * @param end "end" where both sides have said their last, what is wrong where something is, else empty
 */
record StreamLog(List<Long> nanos, long received, long sent, String end) {

    /** From a log of {@code stream.py}. */
    static StreamLog in(String log) {
        var nanos = new ArrayList<Long>();
        var received = 0L;
        var sent = 0L;
        var end = "";
        for (var line : Logs.completeLines(log)) {
            var fields = line.split(" ", 4);
            nanos.add(Long.parseLong(fields[0]));
            received = Long.parseLong(fields[1]);
            sent = Long.parseLong(fields[2]);
            end = fields[3].equals("begin") ? "" : fields[3];
        }
        return new StreamLog(nanos, received, sent, end);
    }

    boolean isOver() {
        return !end.isEmpty();
    }

    /** The longest silence that ended after {@code since}. */
    Duration largestGap(long since) {
        return Logs.largestGap(nanos, since);
    }
}
