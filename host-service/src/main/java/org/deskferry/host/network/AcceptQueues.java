package org.deskferry.host.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deskferry.host.linux.Proc;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TCP connections of a pod that no program has accepted yet, which nothing can write down: kept empty from {@link #drain} until
 * this is closed.
 */
public final class AcceptQueues implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptQueues.class);
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int PAUSE_MS = 5;

    private final Optional<SynGate> gate;

    private AcceptQueues(Optional<SynGate> gate) {
        this.gate = gate;
    }

    /**
     * Lets no new connection in and waits until those that wait are accepted.
     *
     * @param initPid the pod's first process
     * @param pids all its processes
     * @throws ProblemException (NOT_DUMPABLE) that names the programs which do not accept theirs in time
     */
    public static AcceptQueues drain(long initPid, Collection<Long> pids) throws InterruptedException {
        var queues = new AcceptQueues(shutGate(initPid));
        try {
            var left = await(initPid);
            if (!left.isEmpty()) {
                throw new ProblemException(
                        left.stream().map(socket -> problem(socket, pids)).toList());
            }
            return queues;
        } catch (ProblemException | InterruptedException e) {
            queues.close();
            throw e;
        }
    }

    private static Optional<SynGate> shutGate(long initPid) {
        try {
            return Optional.of(SynGate.shut(initPid));
        } catch (IOException e) {
            // A pod to whom nobody connects just now can be moved all the same.
            LOG.warn("new connections cannot be kept out of the pod: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** The queues that are not empty when the time is over. A half-open connection may never become one: it is not waited for longer. */
    private static List<TcpSocket> await(long initPid) throws InterruptedException {
        var deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            var sockets = TcpSocket.all(initPid);
            var left = sockets.stream().filter(TcpSocket::hasQueue).toList();
            var settled = left.isEmpty() && sockets.stream().noneMatch(TcpSocket::isHalfOpen);
            if (settled || System.nanoTime() > deadline) {
                return left;
            }
            Thread.sleep(PAUSE_MS);
        }
    }

    private static Problem problem(TcpSocket listener, Collection<Long> pids) {
        var owner = pids.stream()
                .filter(pid -> hasOpen(pid, "socket:[" + listener.inode() + "]"))
                .findFirst();
        var program = owner.map(pid -> "program " + Proc.command(pid) + " (pid "
                        + Proc.innerPid(pid).orElse(0) + ")")
                .orElse("a program");
        return ProblemException.problem(
                ProblemKind.PROBLEM_KIND_NOT_DUMPABLE,
                program,
                "At its port " + listener.port() + " wait connections (" + listener.waiting()
                        + ") that it does not accept, and these cannot be moved.",
                "Let it accept them, or end it or whoever connects, then move the pod.");
    }

    private static boolean hasOpen(long pid, String file) {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return files.anyMatch(link -> leadsTo(link, file));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean leadsTo(Path link, String file) {
        try {
            return Files.readSymbolicLink(link).toString().equals(file);
        } catch (IOException e) {
            return false;
        }
    }

    /** New connections may begin again. */
    @Override
    public void close() {
        gate.ifPresent(SynGate::close);
    }
}
