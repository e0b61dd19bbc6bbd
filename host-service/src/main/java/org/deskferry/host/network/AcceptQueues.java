package org.deskferry.host.network;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The TCP connections of a pod that no program has accepted yet, which nothing can write down: none is added until this is closed. */
public final class AcceptQueues implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptQueues.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int PAUSE_MS = 5;

    private final long initPid;
    private final Optional<Gate> gate;

    private AcceptQueues(long initPid, Optional<Gate> gate) {
        this.initPid = initPid;
        this.gate = gate;
    }

    /** Lets no new connection into the pod with this first process, and waits two seconds at most until those that wait are accepted. */
    public static AcceptQueues drain(long initPid) throws InterruptedException {
        var queues = new AcceptQueues(initPid, shutGate(initPid));
        try {
            queues.await();
            return queues;
        } catch (InterruptedException e) {
            queues.close();
            throw e;
        }
    }

    private static Optional<Gate> shutGate(long initPid) {
        try {
            return Optional.of(Gate.ofNewConnections(initPid));
        } catch (IOException e) {
            // A pod to whom nobody connects just now can be moved all the same.
            LOG.warn("new connections cannot be kept out of the pod: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private void await() throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && isAny()) {
            Thread.sleep(PAUSE_MS);
        }
    }

    /** Also one that is half open and may get into a queue yet, or may never: it is worth a wait and no refusal. */
    private boolean isAny() {
        return InetSocket.in(initPid, "tcp", "tcp6").anyMatch(socket -> socket.hasQueue() || socket.isHalfOpen());
    }

    public boolean areEmpty() {
        return InetSocket.in(initPid, "tcp", "tcp6").noneMatch(InetSocket::hasQueue);
    }

    /** New connections may begin again. */
    @Override
    public void close() {
        gate.ifPresent(Gate::close);
    }
}
