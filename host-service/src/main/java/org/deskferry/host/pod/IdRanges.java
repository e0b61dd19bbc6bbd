package org.deskferry.host.pod;

import static org.deskferry.proto.problem.Phrases.say;

import java.security.SecureRandom;
import java.util.Set;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.IdRange;
import org.deskferry.proto.v1.ProblemKind;

/**
 * The user ids that pods of this fleet may have, in ranges of 65536. A pod keeps its range for life, also on other
 * workstations, so the choice is random: two pods from different workstations rarely want the same one.
 */
public final class IdRanges {
    /** Ids of one pod. */
    public static final int SIZE = 65536;

    private static final int TRIES = 1000;

    private final int first;
    private final int ranges;
    private final SecureRandom random = new SecureRandom();

    /** Ranges from the id {@code first} on, {@code ranges} of them. */
    public IdRanges(int first, int ranges) {
        this.first = first;
        this.ranges = ranges;
    }

    /**
     * A range that does not begin with one of {@code taken}.
     *
     * @throws ProblemException (IDS_IN_USE) if none was found
     */
    public IdRange choose(Set<Integer> taken) {
        return random.ints(TRIES, 0, ranges)
                .map(index -> first + index * SIZE)
                .filter(id -> !taken.contains(id))
                .mapToObj(id -> IdRange.newBuilder().setFirst(id).setCount(SIZE).build())
                .findFirst()
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.PROBLEM_KIND_IDS_IN_USE,
                        say("user ids"),
                        say("All {0} ranges of user ids are in use.", ranges),
                        say("Raise ids.ranges in host.conf, or remove a pod.")));
    }
}
