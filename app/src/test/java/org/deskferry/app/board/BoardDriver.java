package org.deskferry.app.board;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Window;
import org.deskferry.app.BoardApplication;
import org.deskferry.app.scripted.Screenshot;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/**
 * The app's real window, worked with mouse and keyboard by the words on standard input, a line each: {@code click NODE} (once it can be),
 * {@code fill TEXT} (in place of
 * what the field with the focus holds), {@code drag NODE NODE}, {@code await NODE NODE SECONDS} (until the first is inside the second),
 * {@code shot FILE}, {@code quit}. Each line is answered with "ok" or "failed: why".
 */
public final class BoardDriver {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FxRobot robot = new FxRobot();

    private BoardDriver() {}

    public static void main(String[] arguments) throws IOException {
        Thread.ofPlatform().daemon().start(() -> Application.launch(BoardApplication.class, arguments));
        new BoardDriver().obey();
        Platform.exit();
        System.exit(0);
    }

    private void obey() throws IOException {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null && !line.equals("quit"); line = lines.readLine()) {
            System.out.println(answer(line));
        }
    }

    private String answer(String line) {
        try {
            obey(List.of(line.split(" ", -1)));
            return "ok";
        } catch (RuntimeException | InterruptedException e) {
            return "failed: " + line + ": " + e.getMessage();
        }
    }

    private void obey(List<String> words) throws InterruptedException {
        switch (words.getFirst()) {
            case "click" -> {
                until(node -> !node.isDisabled(), words.get(1), PATIENCE);
                robot.clickOn(words.get(1));
            }
            case "fill" -> robot.push(KeyCode.CONTROL, KeyCode.A).write(words.get(1));
            case "drag" -> robot.drag(words.get(1), MouseButton.PRIMARY).dropTo(words.get(2));
            case "await" ->
                until(
                        node -> hasParent(node, words.get(2)),
                        words.get(1),
                        Duration.ofSeconds(Long.parseLong(words.get(3))));
            case "shot" -> Screenshot.write(Window.getWindows().getFirst(), Path.of(words.get(1)));
            default -> throw new IllegalArgumentException("no such word");
        }
    }

    /** Waits for a node that is as it should be. */
    private static void until(Predicate<Node> right, String query, Duration limit) throws InterruptedException {
        var end = System.nanoTime() + limit.toNanos();
        while (!isThere(query, right)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not within " + limit.toSeconds() + " s");
            }
            Thread.sleep(POLL);
        }
    }

    private static boolean isThere(String query, Predicate<Node> right) {
        return WaitForAsyncUtils.waitForAsyncFx(
                5000,
                () -> Window.getWindows().stream()
                        .flatMap(window -> window.getScene().getRoot().lookupAll(query).stream())
                        .anyMatch(right));
    }

    private static boolean hasParent(Node node, String outer) {
        for (Node parent = node; parent != null; parent = parent.getParent()) {
            if (("#" + parent.getId()).equals(outer)) {
                return true;
            }
        }
        return false;
    }
}
