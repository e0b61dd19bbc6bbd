package org.deskferry.host.checkpoint;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The helper {@code pager} at work: it gives the processes of a waking pod their memory, what they ask for at once, the rest meanwhile. It
 * outlives this service, and ends when all memory is where it belongs.
 */
public final class Pager implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pager.class);

    private final Process process;
    private boolean released;

    private Pager(Process process) {
        this.process = process;
    }

    /**
     * Starts it; when this returns it listens.
     *
     * @param memory holds {@code store-PID} and {@code lazy-PID} of each process
     * @param socket where CRIU looks for it
     */
    static Pager start(Path program, Path memory, Path socket) throws IOException {
        var process = new ProcessBuilder(List.of(program.toString(), memory.toString(), socket.toString()))
                .redirectErrorStream(true)
                .start();
        var words = process.inputReader(StandardCharsets.UTF_8);
        var first = words.readLine();
        if (!"ready".equals(first)) {
            process.destroy();
            throw new IOException("the pager does not start: " + first);
        }
        Thread.ofVirtual().name("pager").start(() -> log(words));
        return new Pager(process);
    }

    private static void log(BufferedReader words) {
        try (words) {
            words.lines().forEach(line -> LOG.info("pager: {}", line));
        } catch (IOException | UncheckedIOException e) {
            // That is so, too, when it is ended here.
            LOG.debug("the pager is unheard: {}", e.toString());
        }
    }

    /**
     * Makes sure that the memory is still there to be given.
     *
     * @throws ProblemException (RESTORE_FAILED) if it has ended: the pod would find zeros
     */
    void requireAlive() {
        if (!process.isAlive()) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_RESTORE_FAILED,
                    say("waking the pod"),
                    say("The helper that gives the pod its memory has ended, with exit code {0}.", process.exitValue()),
                    say("The pod goes on where it was; the destination's log has the details."));
        }
    }

    /** The pod is about to run: fill in what it has not asked for, and end by yourself. */
    void release() {
        released = true;
        try (var orders = process.outputWriter(StandardCharsets.UTF_8)) {
            // Once it has heard this, the end of these words means nothing to it.
            orders.write("fill\n");
        } catch (IOException e) {
            LOG.warn("the pager is gone: {}", e.toString());
        }
    }

    /** Ends it unless the pod runs. */
    @Override
    public void close() {
        if (!released) {
            process.destroy();
        }
    }
}
