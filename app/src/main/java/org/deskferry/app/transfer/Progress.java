package org.deskferry.app.transfer;

/** Hears, on the transfer's thread, how far it is. */
@FunctionalInterface
public interface Progress {
    /** What is being done. */
    enum Step {
        RECEIVE,
        CHECK,
        SEND,
        /** It cannot be called off any more. */
        FINISH
    }

    /** {@code whole}: bytes, 0 where nobody knows. */
    void at(Step step, long bytes, long whole);
}
