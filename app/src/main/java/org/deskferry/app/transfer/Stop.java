package org.deskferry.app.transfer;

/** Calls off a transfer, from any thread, until it is too late for that. */
public final class Stop {
    private boolean asked;
    private boolean tooLate;
    private Runnable how = () -> {};

    /** Returns whether it was in time. */
    public synchronized boolean ask() {
        if (tooLate) {
            return false;
        }
        asked = true;
        how.run();
        return true;
    }

    /** From now on {@code how} ends what may be waiting. */
    synchronized void by(Runnable way) throws TransferException {
        check();
        how = way;
    }

    synchronized boolean isAsked() {
        return asked;
    }

    synchronized void check() throws TransferException {
        if (asked) {
            throw TransferException.cancelled();
        }
    }

    /** The last moment. */
    synchronized void pass() throws TransferException {
        check();
        tooLate = true;
    }
}
