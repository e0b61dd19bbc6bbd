package org.deskferry.host.pairing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.deskferry.pairing.PairingCode;

/**
 * A code that is shown at this workstation, and what has become of it. It is never written anywhere, ends by itself, and allows no more than a few
 * tries, however many exchanges there are at once. Thread-safe.
 */
public final class Invitation {
    static final Duration LIFE = Duration.ofMinutes(10);
    static final int TRIES = 3;
    /** Of exchanges, most of which come to no try: each costs this machine a tenth of a second. */
    static final int EXCHANGES = 30;

    private final PairingCode code;
    private final Instant end;
    private final CountDownLatch over = new CountDownLatch(1);
    private int tries = TRIES;
    private int exchanges = EXCHANGES;
    private Fate fate = Fate.OPEN;

    /** What has become of it. */
    public enum Fate {
        OPEN,
        /** Somebody knew the code, and the workstation is of a fleet now. */
        USED,
        /** It was wrong too often. */
        GUESSED_AT,
        /** So many began an exchange that something is wrong. */
        OVERRUN,
        EXPIRED,
        /** Nobody shows it any more. */
        WITHDRAWN
    }

    Invitation(PairingCode code, Instant now) {
        this.code = code;
        this.end = now.plus(LIFE);
    }

    public PairingCode code() {
        return code;
    }

    public synchronized int triesLeft() {
        return tries;
    }

    synchronized Fate fate(Instant now) {
        if (fate == Fate.OPEN && !now.isBefore(end)) {
            end(Fate.EXPIRED);
        }
        return fate;
    }

    /** Whether one more exchange may begin. */
    synchronized boolean begin(Instant now) {
        if (fate(now) != Fate.OPEN) {
            return false;
        }
        if (exchanges-- > 0) {
            return true;
        }
        end(Fate.OVERRUN);
        return false;
    }

    /** Whether the code was right and still counted. Only one can be right, and each that is not costs a try. */
    synchronized boolean isKnown(Instant now, BooleanSupplier proof) {
        if (fate(now) != Fate.OPEN || tries == 0) {
            return false;
        }
        if (proof.getAsBoolean()) {
            return true;
        }
        if (--tries == 0) {
            end(Fate.GUESSED_AT);
        }
        return false;
    }

    /** Whether it still counted, and this was done; it counts no more then. */
    synchronized boolean use(Instant now, Runnable deed) {
        if (fate(now) != Fate.OPEN) {
            return false;
        }
        deed.run();
        end(Fate.USED);
        return true;
    }

    /** Of no effect once it is over. */
    synchronized void end(Fate how) {
        if (fate == Fate.OPEN) {
            fate = how;
            over.countDown();
        }
    }

    /** Returns at its end or after {@code limit}. */
    public void await(Duration limit) throws InterruptedException {
        var _ = over.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
