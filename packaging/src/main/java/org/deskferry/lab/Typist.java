package org.deskferry.lab;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;

/** Types on this machine's own display, as a person at its keyboard. */
public final class Typist {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Typist() {}

    /** Types a letter or a digit, and returns when this display has been told. */
    static void type(char letter) {
        onWindowThread(() -> {
            var robot = new Robot();
            robot.keyType(KeyCode.getKeyCode(String.valueOf(Character.toUpperCase(letter))));
            return true;
        });
    }

    /** Presses keys, one while the one before is held, and lets go of them. */
    static void press(KeyCode... keys) {
        onWindowThread(() -> {
            var robot = new Robot();
            List.of(keys).forEach(robot::keyPress);
            List.of(keys).reversed().forEach(robot::keyRelease);
            return true;
        });
    }

    static void pointAt(double x, double y) {
        onWindowThread(() -> {
            new Robot().mouseMove(x, y);
            return true;
        });
    }

    /** Does something on the FX thread. */
    public static <T> T onWindowThread(Supplier<T> work) {
        var result = new CompletableFuture<T>();
        Platform.runLater(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }
}
