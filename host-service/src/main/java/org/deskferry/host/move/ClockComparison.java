package org.deskferry.host.move;

import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import java.util.Optional;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/**
 * Another machine's clock (CLOCK_REALTIME) beside this one's. Programs see the time of day jump by as much as they differ;
 * clocks that count since boot go on as they were.
 *
 * @param asked when it was asked, by this machine's clock
 * @param answered when its answer was here
 */
record ClockComparison(Timestamp asked, Timestamp answered) {
    /** Those that NTP keeps differ by far less. */
    private static final long MAY_DIFFER_MILLIS = 2000;

    /** A problem if they certainly differ by more than two seconds, however long the answer was on its way. */
    Optional<Problem> with(Timestamp theirs, String destination) {
        var ahead = millis(answered, theirs);
        var behind = millis(theirs, asked);
        if (ahead <= MAY_DIFFER_MILLIS && behind <= MAY_DIFFER_MILLIS) {
            return Optional.empty();
        }
        return Optional.of(Phrases.problem(
                ProblemKind.PROBLEM_KIND_CLOCK_DIFFERS,
                say("workstation {0}", destination),
                ahead > 0
                        ? say(
                                "Its clock is {0} s ahead of that of the pod's workstation: programs will see the time jump.",
                                ahead / 1000)
                        : say(
                                "Its clock is {0} s behind that of the pod's workstation: programs will see the time jump.",
                                behind / 1000),
                say("Let NTP set the clocks of both workstations.")));
    }

    private static long millis(Timestamp from, Timestamp to) {
        return Durations.toMillis(Timestamps.between(from, to));
    }
}
