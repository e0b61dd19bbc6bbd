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

    /** The steps since the last call, for the other machine. */
    synchronized List<TimedStep> news() {
        var now = elapsedNanos();
        var news = steps.subList(told, steps.size());
        told = steps.size();
        return news.stream()
                .map(step -> TimedStep.newBuilder()
                        .setName(step.getName())
                        .setLength(step.getLength())
                        .setAge(Durations.fromNanos(now - Durations.toNanos(step.getBegin())))
                        .build())
                .toList();
    }

    /** Adds what the other machine, the destination, has just said that it did. */
    synchronized void addRemote(List<TimedStep> remote) {
        var now = System.nanoTime();
        for (var step : remote) {
            add(step.getName(), now - Durations.toNanos(step.getAge()), Durations.toNanos(step.getLength()), true);
        }
    }

    private synchronized void note(String name, long from, long length) {
        add(name, from, length, false);
    }

    private void add(String name, long from, long length, boolean atDestination) {
        steps.add(Step.newBuilder()
                .setName(name)
                .setBegin(Durations.fromNanos(Math.max(0, from - begin)))
                .setLength(Durations.fromNanos(length))
                .setFrozen(isInFreeze(from))
                .setAtDestination(atDestination)
                .build());
    }

    /** Whether the pod stood still at that time, or stands still since. */
    private boolean isInFreeze(long time) {
        return frozen ? time >= frozenAt : frozenNanos > 0 && time >= frozenAt && time < frozenAt + frozenNanos;
    }
}
