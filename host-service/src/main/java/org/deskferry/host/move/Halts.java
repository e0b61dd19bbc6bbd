package org.deskferry.host.move;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Holds a move at a step, so that {@code make faults} can strike exactly there. Only where the environment names a folder for it: a step
 * "send last files" waits as long as there is a file {@code send-last-files}, and says so with {@code send-last-files.reached}.
 */
final class Halts {
    private static final Optional<Path> FOLDER =
            Optional.ofNullable(System.getenv("DESKFERRY_HALTS")).map(Path::of);
    private static final Duration MOMENT = Duration.ofMillis(5);

    private Halts() {}

    static void at(String step) throws InterruptedException {
        if (FOLDER.isPresent()) {
            waitAt(FOLDER.get().resolve(step.replace(' ', '-')));
        }
    }

    private static void waitAt(Path halt) throws InterruptedException {
        if (!Files.exists(halt)) {
            return;
        }
        try {
            Files.writeString(Path.of(halt + ".reached"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        while (Files.exists(halt)) {
            Thread.sleep(MOMENT);
        }
    }
}
