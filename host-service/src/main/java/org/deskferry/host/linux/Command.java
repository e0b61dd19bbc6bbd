package org.deskferry.host.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a program of the machine to its end. Arguments are passed as they are: no shell is involved. */
public final class Command {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Command() {}

    /**
     * How a program ended.
     *
     * @param output standard output and standard error together
     */
    public record Outcome(int exitCode, String output) {
        public boolean succeeded() {
            return exitCode == 0;
        }
    }

    /**
     * Runs a program and returns what it printed.
     *
     * @throws CommandException if it cannot be started, exits with anything but 0 or runs for more than 30 seconds
     */
    public static String run(List<String> words) {
        return run(words, "");
    }

    /** As {@link #run(List)}, for a program that may run for as long as {@code limit}. */
    public static String run(List<String> words, Duration limit) {
        return output(words, attempt(words, "", limit));
    }

    /** As {@link #run(List)}, with {@code input} on standard input. */
    public static String run(List<String> words, String input) {
        return output(words, attempt(words, input, LIMIT));
    }

    private static String output(List<String> words, Outcome outcome) {
        if (!outcome.succeeded()) {
            throw new CommandException(words, outcome);
        }
        return outcome.output();
    }

    /** As {@link #run(List)}, but any exit code is an answer. */
    public static Outcome attempt(List<String> words) {
        return attempt(words, "", LIMIT);
    }

    private static Outcome attempt(List<String> words, String input, Duration limit) {
        try {
            var process = new ProcessBuilder(words).redirectErrorStream(true).start();
            var output = CompletableFuture.supplyAsync(() -> readAll(process), Thread::startVirtualThread);
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new CommandException(
                        words, new Outcome(-1, "no end after " + limit.toSeconds() + " s\n" + output.join()));
            }
            return new Outcome(process.exitValue(), output.join());
        } catch (IOException e) {
            throw new CommandException(words, new Outcome(-1, String.valueOf(e.getMessage())), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(words, new Outcome(-1, "interrupted"), e);
        }
    }

    private static String readAll(Process process) {
        try (var stream = process.getInputStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
