package org.deskferry.host.move;

import java.io.IOException;
import org.deskferry.host.inspection.Inspection;
import org.deskferry.host.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Freezes again where what came in the way passes by itself: it may be under way again in the very instant of the freeze. */
public final class FreezeAttempts {
    private static final Logger LOG = LoggerFactory.getLogger(FreezeAttempts.class);
    private static final int MOST = 3;

    private FreezeAttempts() {}

    /** One freeze, and what comes with it. */
    @FunctionalInterface
    public interface Attempt<T> {
        /**
         * Freezes the pod.
         *
         * @param isLast whether there is no other after it
         */
        T freeze(boolean isLast) throws IOException, InterruptedException;
    }

    /** What comes between two attempts. */
    @FunctionalInterface
    public interface Preparation {
        /**
         * Makes ready for another attempt.
         *
         * @param cause of the last one's failure; to be thrown where there can be no other
         */
        void again(ProblemException cause) throws IOException, InterruptedException;
    }

    /** What the first attempt that succeeds returns. Only what passes by itself leads to another. */
    public static <T> T run(Attempt<T> attempt, Preparation preparation) throws IOException, InterruptedException {
        for (var count = 1; count < MOST; count++) {
            try {
                return attempt.freeze(false);
            } catch (ProblemException e) {
                if (!e.problems().stream().allMatch(Inspection::passes)) {
                    throw e;
                }
                LOG.info("the freeze came to nothing and is tried again: {}", e.getMessage());
                preparation.again(e);
            }
        }
        return attempt.freeze(true);
    }
}
