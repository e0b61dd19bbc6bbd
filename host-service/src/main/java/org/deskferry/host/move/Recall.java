package org.deskferry.host.move;

import static org.deskferry.proto.problem.Phrases.say;

import java.time.Duration;
import java.util.Optional;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;

/** The right to call a move off. It ends with the commit. Thread-safe. */
final class Recall {
    private final String pod;
    private Optional<ProblemException> reason = Optional.empty();
    private Runnable hangUp = () -> {};
    private boolean sealed;

    Recall(String pod) {
        this.pod = pod;
    }

    /** Ends with the freeze that it limits. */
    interface Limit extends AutoCloseable {
        @Override
        void close();
    }

    /** Sets what makes a move that waits for its destination notice at once. */
    synchronized void onCall(Runnable deed) {
        hangUp = deed;
        reason.ifPresent(_ -> deed.run());
    }

    /**
     * Calls the move off.
     *
     * @throws ProblemException (COMMITTED) if it is too late
     */
    void cancel() {
        if (!call(cancelled())) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_COMMITTED,
                    say("pod {0}", pod),
                    say("It belongs to the destination already, so the move cannot be cancelled any more."),
                    say("Wait for its end, then move the pod back."));
        }
    }

    /** Calls the move off unless it is committed within {@code length} from now. */
    Limit limit(Duration length) {
        var timer = Thread.ofVirtual().name("freeze-limit").start(() -> {
            try {
                Thread.sleep(length);
                call(tooLong(length));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return timer::interrupt;
    }

    /**
     * Ends the right.
     *
     * @throws ProblemException with the reason, if the move was called off before
     */
    synchronized void seal() {
        check();
        sealed = true;
    }

    /** Throws the reason if the move was called off. */
    synchronized void check() {
        reason.ifPresent(problem -> {
            throw problem;
        });
    }

    /** Why the move was called off, if it was. */
    synchronized Optional<ProblemException> reason() {
        return reason;
    }

    private synchronized boolean call(ProblemException why) {
        if (sealed) {
            return false;
        }
        reason = reason.or(() -> Optional.of(why));
        hangUp.run();
        return true;
    }

    private ProblemException cancelled() {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_CANCELLED,
                say("pod {0}", pod),
                say("Its move was cancelled. It goes on here."),
                say("Move it again when you want to."));
    }

    private ProblemException tooLong(Duration length) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_TIMED_OUT,
                say("pod {0}", pod),
                say(
                        "It would have stood still for longer than {0} s, so the move was called off. It goes on here.",
                        length.toSeconds()),
                say("Try again when both workstations have less to do, or raise move.freeze.timeout."));
    }
}
