package org.deskferry.host.display;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;

/**
 * The only way to a pod's display: one request at a time, each over within two seconds, and beside them a few stays of any
 * length; none of either while it is paused. Thread-safe.
 */
final class Gate {
    private static final Duration REQUEST_LIMIT = Duration.ofMillis(1700);
    private static final Duration PAUSE_LIMIT = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(2);
    private static final int MOST_STAYS = 8;

    private final String pod;
    private final Supplier<Path> root;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicInteger pauses = new AtomicInteger();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    /** Those of {@link #open} that last. */
    private final Set<Connection> staying = ConcurrentHashMap.newKeySet();
    /** Closed here, but not yet there. */
    private final Set<Connection> lingering = ConcurrentHashMap.newKeySet();

    /**
     * @param pod the pod's name
     * @param root the pod's root directory, asked for anew for each request
     */
    Gate(String pod, Supplier<Path> root) {
        this.pod = pod;
        this.root = root;
    }

    /** What is done while one has the turn. */
    @FunctionalInterface
    interface Work<T> {
        T run(Turn turn) throws IOException;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Session<T> {
        T run(Connection connection) throws IOException;
    }

    /** The right to connect, as long as the work runs. */
    final class Turn {
        private final Deadline deadline;

        private Turn(Deadline deadline) {
            this.deadline = deadline;
        }

        <T> T connect(String socket, Session<T> session) throws IOException {
            var connection = Connection.open(root.get(), socket, deadline);
            open.add(connection);
            try (connection) {
                refuseWhilePaused();
                return session.run(connection);
            } finally {
                left(connection);
            }
        }

        /** Reads a file of the pod. */
        byte[] read(String path, int limit) throws IOException {
            return PodFile.read(root.get(), path, limit);
        }
    }

    /**
     * Does some work when its turn comes.
     *
     * @throws ProblemException POD_BUSY while the display is paused, DISPLAY_SILENT if it does not do its part
     */
    <T> T run(Work<T> work) {
        var deadline = Deadline.in(REQUEST_LIMIT);
        take(deadline);
        try {
            refuseWhilePaused();
            return work.run(new Turn(deadline));
        } catch (IOException e) {
            refuseWhilePaused();
            throw silent(e);
        } finally {
            turn.unlock();
        }
    }

    /**
     * Connects for as long as the session lasts, or until a pause cuts it; others have their turns meanwhile.
     *
     * @throws ProblemException as {@link #run}, but not once the session has begun; BAD_REQUEST if there are too many
     * @throws IOException what the session throws
     */
    <T> T stay(String socket, Session<T> session) throws IOException {
        var connection = enter(socket);
        try (connection) {
            refuseWhilePaused();
            return session.run(connection);
        } finally {
            left(connection);
            staying.remove(connection);
        }
    }

    private Connection enter(String socket) {
        return run(_ -> {
            if (staying.size() >= MOST_STAYS) {
                throw crowded();
            }
            var connection = Connection.open(root.get(), socket, Deadline.never());
            staying.add(connection);
            open.add(connection);
            return connection;
        });
    }

    private void left(Connection connection) {
        open.remove(connection);
        if (connection.farEndsOpen()) {
            lingering.add(connection);
        }
    }

    /** Ends all that is under way, and waits for nothing. */
    void cut() {
        open.forEach(Connection::cut);
    }

    /**
     * Cuts what is under way and lets nobody in until the returned pause is closed. When this returns, neither end of
     * any connection is open. Pauses may overlap.
     *
     * @throws ProblemException DISPLAY_SILENT if the display does not let go of a connection within a second; then
     *     nothing is paused
     */
    Display.Pause pause() {
        var pause = new Closed(pauses);
        try {
            cut();
            var deadline = Deadline.in(PAUSE_LIMIT);
            take(deadline);
            try {
                awaitRelease(deadline);
            } finally {
                turn.unlock();
            }
            return pause;
        } catch (IOException e) {
            pause.close();
            throw silent(e);
        } catch (ProblemException e) {
            pause.close();
            throw e;
        }
    }

    /** Keeps everyone out until it is closed. */
    private static final class Closed implements Display.Pause {
        private final AtomicInteger pauses;
        private final AtomicBoolean over = new AtomicBoolean();

        private Closed(AtomicInteger pauses) {
            this.pauses = pauses;
            pauses.incrementAndGet();
        }

        @Override
        public void close() {
            if (over.compareAndSet(false, true)) {
                pauses.decrementAndGet();
            }
        }
    }

    private void awaitRelease(Deadline deadline) throws IOException {
        while (!staying.isEmpty() || anyLingers()) {
            if (deadline.passed()) {
                throw new IOException("it does not let go of a connection");
            }
            sleep();
        }
    }

    private boolean anyLingers() {
        lingering.removeIf(connection -> !connection.farEndsOpen());
        return !lingering.isEmpty();
    }

    private void take(Deadline deadline) {
        try {
            if (!turn.tryLock(deadline.left(), TimeUnit.NANOSECONDS)) {
                throw silent(new IOException("others are waiting for it"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw silent(e);
        }
    }

    private static void sleep() throws IOException {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void refuseWhilePaused() {
        if (pauses.get() > 0) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_POD_BUSY,
                    say("display of pod {0}", pod),
                    say("The pod stands still, or is about to."),
                    say("Try again when its move is over."));
        }
    }

    private ProblemException crowded() {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                say("display of pod {0}", pod),
                say("{0} viewers are open already.", MOST_STAYS),
                say("Close one of them."));
    }

    private ProblemException silent(Exception cause) {
        return ProblemException.causedBy(
                cause,
                ProblemKind.PROBLEM_KIND_DISPLAY_SILENT,
                say("display of pod {0}", pod),
                say("Its X server cannot be asked: {0}.", cause.getMessage()),
                say(
                        "Check that Xvnc runs in the pod and is not stopped; its log is /var/log/deskferry-session.log there."));
    }
}
