package org.deskferry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * An instant of a move: one of its sides is about to do a step, as the move's own record of steps names it.
 *
 * @param atSource which side
 * @param committed whether the pod is the destination's by then
 */
record Moment(boolean atSource, String step, boolean committed) {
    /** All, in order. What has its own instant at one side only is there once. */
    static final List<Moment> ALL = List.of(
            source("inspect"),
            source("offer"),
            source("add lanes"),
            source("copy files live"),
            source("copy memory live"),
            source("copy files again"),
            source("make ready"),
            source("dump"),
            source("read last memory"),
            source("send changes"),
            source("send last files"),
            source("send checkpoint"),
            source("write files"),
            destination("mount", false),
            destination("restore", false),
            source("wake"),
            source("commit"),
            destination("take over", true),
            destination("resume", true),
            new Moment(true, "go on", true),
            new Moment(true, "leave nothing", true),
            new Moment(true, "clear up", true));

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private static Moment source(String step) {
        return new Moment(true, step, false);
    }

    private static Moment destination(String step, boolean committed) {
        return new Moment(false, step, committed);
    }

    /** The one with this step. */
    static Moment of(String step) {
        return ALL.stream()
                .filter(moment -> moment.step().equals(step))
                .findFirst()
                .orElseThrow();
    }

    /** Lets the next move wait at this step, until the returned change is closed. */
    Lab.Change holdAt(Workstation workstation) {
        try {
            Files.createDirectories(halt(workstation).getParent());
            Files.deleteIfExists(reached(workstation));
            Files.writeString(halt(workstation), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return () -> release(workstation);
    }

    /** Waits until the move is there; false if it ended before. */
    boolean await(Workstation workstation, CompletableFuture<?> move) {
        Eventually.that(this + " of the move", LIMIT, PAUSE, () -> Files.exists(reached(workstation)) || move.isDone());
        return Files.exists(reached(workstation));
    }

    private void release(Workstation workstation) {
        try {
            Files.deleteIfExists(halt(workstation));
            Files.deleteIfExists(reached(workstation));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path halt(Workstation workstation) {
        return workstation.root().resolve("run/deskferry-halts").resolve(step.replace(' ', '-'));
    }

    private Path reached(Workstation workstation) {
        return Path.of(halt(workstation) + ".reached");
    }

    @Override
    public String toString() {
        return (atSource ? "source: " : "destination: ") + step;
    }
}
