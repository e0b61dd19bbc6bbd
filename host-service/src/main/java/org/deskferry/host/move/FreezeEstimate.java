package org.deskferry.host.move;

import static org.deskferry.proto.problem.Phrases.say;

import java.time.Duration;
import java.util.Locale;
import org.deskferry.proto.v1.Phrase;

/**
 * How long a pod would stand still if it were frozen now. The parts are added as if one followed the other, though the source does some at
 * the same time: what comes out too long of it, experience takes off the part of the processes.
 *
 * @param processes of the pod; each costs its time in the dump and in the restore, whatever it holds
 * @param perProcess what one has cost in earlier moves, or is taken to cost
 * @param memoryBytes what has to be read and sent in the freeze
 * @param memoryRate bytes a second that reading and sending came to so far
 * @param filesRound what the last look through the pod's files took; in the freeze there are two more
 */
record FreezeEstimate(int processes, Duration perProcess, long memoryBytes, double memoryRate, Duration filesRound) {
    private static final double NANOS = 1e9;

    Duration total() {
        return ofProcesses().plus(ofMemory()).plus(ofFiles());
    }

    Duration ofProcesses() {
        return perProcess.multipliedBy(processes);
    }

    Duration ofMemory() {
        return memoryBytes == 0 ? Duration.ZERO : Duration.ofNanos((long) (memoryBytes / memoryRate * NANOS));
    }

    Duration ofFiles() {
        return filesRound.multipliedBy(2);
    }

    boolean exceeds(Duration limit) {
        return total().compareTo(limit) > 0;
    }

    /** Whether the pod would stand still for short enough if it wrote no memory at all. */
    boolean memoryDecides(Duration limit) {
        return exceeds(limit) && total().minus(ofMemory()).compareTo(limit) <= 0;
    }

    /** What one process has cost when the freeze took {@code actual}. */
    Duration costOfProcess(Duration actual) {
        var fixed = actual.minus(ofMemory()).minus(ofFiles());
        return fixed.isNegative() || processes == 0 ? Duration.ZERO : fixed.dividedBy(processes);
    }

    /** "1.3 s for its 22 processes, 0.4 s for 96.0 MiB of memory that it keeps writing, 0.1 s for its files". */
    Phrase words() {
        return say(
                "{0} for its {1} processes, {2} for {3} of memory that it keeps writing, {4} for its files",
                seconds(ofProcesses()), processes, seconds(ofMemory()), Sizes.text(memoryBytes), seconds(ofFiles()));
    }

    /** "1.3 s". */
    static String seconds(Duration length) {
        return String.format(Locale.ROOT, "%.1f s", length.toNanos() / NANOS);
    }
}
