package org.deskferry.host.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.deskferry.proto.v1.Memory;

/** Packs pieces of memory on several processors at once, and hands them on in the order in which they came. For one thread. */
final class PackingLine {
    private final int width;
    private final MemorySink sink;
    private final Deque<FutureTask<Memory>> underWay = new ArrayDeque<>();

    /** @param width how many pieces are packed beside the one that comes; 1: that alone, on the caller's thread */
    PackingLine(int width, MemorySink sink) {
        this.width = width;
        this.sink = sink;
    }

    /** Takes a piece that {@code packing} makes, and hands on one that is made if there are enough. */
    void add(Supplier<Memory> packing) throws InterruptedException {
        if (width == 1) {
            sink.accept(packing.get());
            return;
        }
        var task = new FutureTask<>(packing::get);
        underWay.add(task);
        Thread.ofVirtual().name("pack").start(task);
        if (underWay.size() > width) {
            handOn();
        }
    }

    /** Hands on all that are left. */
    void finish() throws InterruptedException {
        while (!underWay.isEmpty()) {
            handOn();
        }
    }

    private void handOn() throws InterruptedException {
        try {
            sink.accept(underWay.remove().get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a piece of memory cannot be packed", e.getCause());
        }
    }
}
