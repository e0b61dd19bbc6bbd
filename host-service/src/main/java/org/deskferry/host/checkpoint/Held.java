package org.deskferry.host.checkpoint;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;

/**
 * A restored pod that has not run yet: {@link #go} lets it, {@link #close} without that ends it before it could do or say
 * anything.
 */
public final class Held implements AutoCloseable {
    private static final Duration END_LIMIT = Duration.ofSeconds(30);

    private final CriuRun run;
    private final long initPid;
    private final Optional<Pager> pager;
    private final CompletableFuture<Boolean> decision;
    private final CompletableFuture<Boolean> running;

    Held(
            CriuRun run,
            long initPid,
            Optional<Pager> pager,
            CompletableFuture<Boolean> decision,
            CompletableFuture<Boolean> running) {
        this.run = run;
        this.initPid = initPid;
        this.pager = pager;
        this.decision = decision;
        this.running = running;
    }

    /** The pod's first process, as this machine numbers it. */
    public long initPid() {
        return initPid;
    }

    /**
     * Makes sure that nothing it needs has ended while it was held.
     *
     * @throws ProblemException (RESTORE_FAILED) if something has
     */
    public void requireWhole() {
        pager.ifPresent(Pager::requireAlive);
    }

    /**
     * Lets the pod run; when this returns, it does.
     *
     * @throws ProblemException (RESTORE_FAILED) if CRIU fails even now
     */
    public void go() throws InterruptedException {
        // First: from here on it may not end with this service.
        pager.ifPresent(Pager::release);
        decision.complete(true);
        if (!Freezer.await(running)) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_RESTORE_FAILED,
                    say("waking the pod"),
                    say("The checkpoint engine failed in the last step: {0}.", run.reason()),
                    say("See this workstation's log."));
        }
    }

    @Override
    public void close() {
        decision.complete(false);
        try {
            run.ends(END_LIMIT);
            run.close();
            pager.ifPresent(Pager::close);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
