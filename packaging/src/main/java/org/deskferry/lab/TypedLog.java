package org.deskferry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a program in a terminal of a pod hears of the keyboard, and when: {@code typed.py}. */
final class TypedLog {
    private static final String LOG = "typed.log";
    private static final String TITLE = "Typed";

    /** A terminal that draws what it is told at once. */
    static final List<String> XTERM =
            List.of("xterm", "-fa", "DejaVu Sans Mono", "-geometry", "100x30+60+60", "-T", TITLE, "-e");
    /** The desktop's, which lets some time pass. */
    static final List<String> XFCE_TERMINAL =
            List.of("xfce4-terminal", "--disable-server", "--title=" + TITLE, "--geometry=100x30+60+60", "--execute");

    private final LabPod pod;

    private TypedLog(LabPod pod) {
        this.pod = pod;
    }

    /** Starts it in a terminal that has the keyboard. */
    static TypedLog start(LabPod pod, List<String> terminal) {
        pod.write(pod.home().resolve("typed.py"), Resources.read(TypedLog.class, "typed.py"));
        pod.launch(Stream.concat(terminal.stream(), Stream.of("python3", "typed.py", LOG))
                .toArray(String[]::new));
        pod.awaitWindow(TITLE);
        var log = new TypedLog(pod);
        log.awaitKeyboard();
        Eventually.that("it listens", Duration.ofSeconds(20), () -> Files.exists(log.file()));
        return log;
    }

    void awaitKeyboard() {
        Keyboard.awaitAt(pod, TITLE);
    }

    /** Ends the program, and with it its terminal. */
    void end() {
        pod.kill("typed.py");
        Eventually.that(
                "its window is gone",
                Duration.ofSeconds(20),
                () -> pod.display().windows().stream()
                        .noneMatch(window -> window.title().equals(TITLE)));
        try {
            Files.delete(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that was typed. */
    String text() {
        return lines("key ").stream().map(words -> words.get(2)).collect(Collectors.joining());
    }

    /** How long after the end of the longest time in which it stood still it heard the next key, in milliseconds. */
    long wakeToKey() {
        var woke = lines("gap ").stream()
                .max((a, b) -> Long.compare(length(a), length(b)))
                .map(words -> Long.parseLong(words.get(2)))
                .orElseThrow(() -> new AssertionError("it never stood still"));
        return lines("key ").stream()
                        .mapToLong(words -> Long.parseLong(words.get(1)))
                        .filter(time -> time >= woke)
                        .min()
                        .orElseThrow(() -> new AssertionError("it heard nothing after its wake"))
                - woke;
    }

    private static long length(List<String> words) {
        return Long.parseLong(words.get(2)) - Long.parseLong(words.get(1));
    }

    private List<List<String>> lines(String kind) {
        return Node.readOrNothing(file())
                .lines()
                .filter(line -> line.startsWith(kind))
                .map(line -> List.of(line.split(" ", 3)))
                .toList();
    }

    private Path file() {
        return pod.home().resolve(LOG);
    }
}
