package org.deskferry.host.move;

import com.google.protobuf.util.Durations;
import java.util.ArrayList;
import java.util.List;
import org.deskferry.proto.v1.Step;
import org.deskferry.proto.v1.TimedStep;

/** What a move spent its time on, by the monotonic clock of one machine. Thread-safe. */
final class Trace {
    private final long begin = System.nanoTime();
    private final List<Step> steps = new ArrayList<>();
    private int told;
    private long frozenAt;
    private long frozenNanos;
    private boolean frozen;

    /** A part of the move; {@code T} is what it yields. */
    @FunctionalInterface
    interface Work<T, E extends Exception> {
        T run() throws E, InterruptedException;
    }

    /** As {@link Work}, yielding nothing. */
    @FunctionalInterface
    interface Deed<E extends Exception> {
        void run() throws E, InterruptedException;
    }

    <T, E extends Exception> T step(String name, Work<T, E> work) throws E, InterruptedException {
        Halts.at(name);
        var from = System.nanoTime();
        try {
            return work.run();
        } finally {
            note(name, from, System.nanoTime() - from);
        }
    }

    <E extends Exception> void step(String name, Deed<E> deed) throws E, InterruptedException {
        Halts.at(name);
        var from = System.nanoTime();
        try {
            deed.run();
        } finally {
            note(name, from, System.nanoTime() - from);
        }
    }

    synchronized void freezeBegins() {
        frozenAt = System.nanoTime();
        frozen = true;
    }

    synchronized void freezeEnds() {
        frozenNanos = System.nanoTime() - frozenAt;
        frozen = false;
    }

    synchronized long frozenNanos() {
        return frozenNanos;
    }

    long elapsedNanos() {
        return System.nanoTime() - begin;
    }

    synchronized List<Step> steps() {
        return List.copyOf(steps);
    }

    /** The steps since the last call, with their lengths only, for the other machine. */
    synchronized List<TimedStep> news() {
        var news = steps.subList(told, steps.size());
        told = steps.size();
        return news.stream()
                .map(step -> TimedStep.newBuilder()
                        .setName(step.getName())
                        .setLength(step.getLength())
                        .build())
                .toList();
    }

    /** Adds what the other machine measured. */
    synchronized void addRemote(List<TimedStep> remote) {
        for (var step : remote) {
            steps.add(Step.newBuilder()
                    .setName("destination: " + step.getName())
                    .setLength(step.getLength())
                    .setFrozen(frozen)
                    .build());
        }
    }

    private synchronized void note(String name, long from, long length) {
        steps.add(Step.newBuilder()
                .setName(name)
                .setBegin(Durations.fromNanos(from - begin))
                .setLength(Durations.fromNanos(length))
                .setFrozen(frozen)
                .build());
    }
}
