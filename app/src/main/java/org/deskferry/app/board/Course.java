package org.deskferry.app.board;

import java.time.Instant;
import java.util.Arrays;

/** How a share of something has changed in the last five minutes: in each slot of five seconds, the most that was noted. */
final class Course {
    static final int SLOTS = 60;
    private static final int SLOT_SECONDS = 5;

    private final double[] shares = new double[SLOTS];
    private long newest;

    Course() {
        Arrays.fill(shares, Double.NaN);
    }

    /** {@code share}: 0 to 1, of now; a time before the last is taken for that. */
    void note(Instant now, double share) {
        var slot = Math.max(newest, now.getEpochSecond() / SLOT_SECONDS);
        for (var skipped = Math.max(newest + 1, slot - SLOTS + 1); skipped <= slot; skipped++) {
            shares[place(skipped)] = Double.NaN;
        }
        newest = slot;
        var before = shares[place(slot)];
        shares[place(slot)] = Double.isNaN(before) ? share : Math.max(before, share);
    }

    /** From the oldest slot, 0, to that of the last note; not a number where nothing was noted. */
    double share(int slot) {
        return shares[place(newest - SLOTS + 1 + slot)];
    }

    private static int place(long slot) {
        return Math.floorMod(slot, SLOTS);
    }
}
