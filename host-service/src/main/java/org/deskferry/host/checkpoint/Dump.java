package org.deskferry.host.checkpoint;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pod that stands still while CRIU writes it down, and then until someone decides: {@link #discard} ends it here,
 * {@link #close} without that lets it run on as if nothing had happened.
 */
public final class Dump implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dump.class);
    private static final Duration END_LIMIT = Duration.ofSeconds(30);

    private final CriuRun run;
    private final Path images;
    private final CompletableFuture<Boolean> dumped;
    private final CompletableFuture<Hooks.Step> waits;
    private final CompletableFuture<Boolean> decision;
    private final FreezeEvents events;
    private volatile boolean mustStandStill;

    Dump(
            CriuRun run,
            Path images,
            CompletableFuture<Boolean> dumped,
            CompletableFuture<Hooks.Step> waits,
            CompletableFuture<Boolean> decision,
            FreezeEvents events) {
        this.run = run;
        this.images = images;
        this.dumped = dumped;
        this.waits = waits;
        this.decision = decision;
        this.events = events;
    }

    /** Where the checkpoint's files appear. Those named {@code pages-*.img} only ever grow at their end. */
    public Path images() {
        return images;
    }

    /**
     * Waits until the checkpoint is complete.
     *
     * @throws ProblemException (NOT_DUMPABLE, or NOT_DUMPABLE_NOW) if CRIU cannot write the pod down, (ENGINE_FAILED) if it is killed, or {@link FreezeEvents#still} found
     *     what it should not; it runs on
     */
    public void await() throws InterruptedException {
        if (!Freezer.await(dumped)) {
            if (dumped.isCompletedExceptionally() && dumped.exceptionNow() instanceof ProblemException inTheWay) {
                throw inTheWay;
            }
            throw run.wasKilled() ? killed() : notDumpable(run.reason());
        }
    }

    private static ProblemException killed() {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_ENGINE_FAILED,
                say("the checkpoint engine"),
                say("It was killed while it wrote the pod down."),
                say("See whether this machine is short of memory, then try again."));
    }

    private static ProblemException notDumpable(String reason) {
        return ProblemException.of(
                CriuLog.passes(reason)
                        ? ProblemKind.PROBLEM_KIND_NOT_DUMPABLE_NOW
                        : ProblemKind.PROBLEM_KIND_NOT_DUMPABLE,
                say("the pod's programs"),
                say("The checkpoint engine could not write them down: {0}.", reason),
                say("End the program that is named, or try again in a moment."));
    }

    /** Undecided, it was killed: the pod's connections are mute. */
    void engineEnded() {
        dumped.complete(false);
        if (!decision.isDone() && !mustStandStill) {
            events.goesOn();
        }
    }

    /**
     * Makes sure that the copy has stood still since {@link FreezeEvents#written}. From now on it goes on by {@link #close} only, and not if
     * this service dies.
     *
     * @throws ProblemException (ENGINE_FAILED) if CRIU has died, and let it go
     */
    public void requireHeld() {
        mustStandStill = true;
        if (!holds() || !run.isAlive()) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_ENGINE_FAILED,
                    say("the checkpoint engine"),
                    say("It ended before the pod was handed over: {0}.", run.reason()),
                    say("Try again; see this workstation's log."));
        }
    }

    /** Whether the hook was told to leave the control group as it is. */
    private boolean holds() {
        try {
            if (waits.isDone()) {
                waits.join().holdWhateverHappens();
            }
            return waits.isDone();
        } catch (IOException e) {
            LOG.warn("the checkpoint engine's hook is gone: {}", e.toString());
            return false;
        }
    }

    public boolean isComplete() {
        return dumped.isDone();
    }

    /** Ends the frozen processes in silence: their peers hear nothing, for their sockets are still in repair mode. */
    public void discard() {
        decision.complete(true);
        awaitEnd();
    }

    /** Lets the pod run on unless it was discarded; when this returns it does, with its link. */
    @Override
    public void close() {
        var discarded = !decision.complete(false);
        awaitEnd();
        try {
            run.close();
            if (!discarded) {
                events.goesOn();
                run.endHelpers();
                events.engineIsGone();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitEnd() {
        try {
            run.ends(END_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
