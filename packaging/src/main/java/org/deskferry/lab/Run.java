package org.deskferry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a program said, standard error included, and how it ended.
 *
 * @param command for messages
 */
public record Run(List<String> command, int exitCode, String output) {

    /** Runs a program to its end. */
    static Run of(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(command, process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * What it said.
     *
     * @throws IllegalStateException if it failed
     */
    String orThrow() {
        if (exitCode != 0) {
            throw new IllegalStateException(
                    "'" + String.join(" ", command) + "' failed (" + exitCode + "): " + output.strip());
        }
        return output;
    }
}
