package org.deskferry.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.deskferry.lab.Eventually;
import org.deskferry.lab.Resources;

/**
 * A shell at a place where chores are done. It is there before and after each, so that a chore may be short and nobody has to look
 * whether it is done. Closing ends the shell.
 */
final class Hand implements AutoCloseable {
    private static final Duration READY = Duration.ofMinutes(1);
    private static final double MICROSECONDS = 1e6;

    private final BufferedWriter orders;
    private final BufferedReader answers;

    private Hand(BufferedWriter orders, BufferedReader answers) {
        this.orders = orders;
        this.answers = answers;
    }

    /**
     * Starts one that has what the chores need.
     *
     * @param home of its user, as seen from here
     * @param launch starts a program there, in that folder
     */
    static Hand start(Path home, Consumer<String[]> launch) {
        var script = Chore.PREPARATION + new String(Resources.read(Hand.class, "hand.sh"), StandardCharsets.UTF_8);
        launch.accept(new String[] {"bash", "-c", script});
        var answers = home.resolve("answers");
        Eventually.that("a shell in " + home, READY, () -> Files.exists(answers));
        try {
            // In the order in which the shell opens them: each waits for the other's end.
            return new Hand(Files.newBufferedWriter(home.resolve("orders")), Files.newBufferedReader(answers));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Does what a line of bash says, and returns how many seconds that took.
     *
     * @throws IllegalStateException naming the line, if it failed or the shell is gone
     */
    double seconds(String line) {
        try {
            orders.write(line);
            orders.newLine();
            orders.flush();
            return Long.parseLong(answers.readLine()) / MICROSECONDS;
        } catch (NumberFormatException e) {
            throw new IllegalStateException(line, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            orders.close();
            answers.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
