package org.deskferry.host.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.deskferry.host.Eventually;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Xvnc with a real window manager and a real terminal. */
class DisplayTest {
    private static final String TITLE = "Zettel für Anna ✓";

    @TempDir
    Path temp;

    private TestScreen screen;
    private Display display;

    @BeforeEach
    void startScreen() throws IOException, InterruptedException {
        screen = new TestScreen(temp);
        display = screen.display();
    }

    @AfterEach
    void stopScreen() throws InterruptedException {
        screen.close();
    }

    private Process startTerminal(String... command) throws IOException, InterruptedException {
        var _ = screen.manageWindows();
        var words = new ArrayList<>(List.of("xterm", "-u8", "-fa", "DejaVu Sans Mono", "-geometry", "60x20+400+200"));
        words.addAll(List.of("-bg", "#f0e010", "-fg", "#000080", "-title", TITLE, "-e"));
        words.addAll(List.of(command));
        return screen.start(words.toArray(String[]::new));
    }

    private void awaitTerminal() throws InterruptedException {
        Eventually.holds("the terminal is there", () -> display.picture().colour(600, 350) == 0xf0e010);
    }

    @Test
    void showsWhatIsOnTheScreen() throws IOException, InterruptedException {
        startTerminal("sleep", "1000");
        awaitTerminal();

        var picture = display.picture();

        assertEquals(1280, picture.width());
        assertEquals(800, picture.height());
        assertEquals(0x000000, picture.colour(1270, 790));
        var full = ImageIO.read(new ByteArrayInputStream(picture.png(0)));
        assertEquals(1280, full.getWidth());
        assertEquals(800, full.getHeight());
        for (int y = 0; y < 800; y++) {
            for (int x = 0; x < 1280; x++) {
                assertEquals(picture.colour(x, y), full.getRGB(x, y) & 0xffffff, "at " + x + ", " + y);
            }
        }
        var small = ImageIO.read(new ByteArrayInputStream(picture.png(320)));
        assertEquals(320, small.getWidth());
        assertEquals(200, small.getHeight());
        assertEquals(0x000000, small.getRGB(317, 197) & 0xffffff);
        assertEquals(0xf0e010, small.getRGB(150, 87) & 0xffffff);
    }

    @Test
    void sharesPicturesForHalfASecond() throws InterruptedException {
        // Not always, on a machine so busy that half a second is over in between.
        Eventually.holds("a shared picture", () -> {
            var first = display.picture();
            return first == display.picture();
        });
        var first = display.picture();
        Thread.sleep(600);
        assertNotSame(first, display.picture());
    }

    @Test
    void listsWindows() throws IOException, InterruptedException {
        var terminal = startTerminal("sleep", "1000");
        Eventually.holds("a window", () -> !display.windows().isEmpty());
        assertEquals(List.of(new Window((int) terminal.pid(), "XTerm", TITLE)), display.windows());
    }

    @Test
    void tellsWhetherSomebodyManagesWindows() throws IOException, InterruptedException {
        assertFalse(display.isManaged());
        var manager = screen.manageWindows();
        assertTrue(display.isManaged());
        manager.destroyForcibly().waitFor();
        Eventually.holds("it is missed", () -> !display.isManaged());
    }

    @Test
    void cleansTitlesAndLeavesOutPanels() throws IOException, InterruptedException {
        startTerminal("sleep", "1000");
        Eventually.holds("a window", () -> !display.windows().isEmpty());

        var hostile = "safe\u0085\u001b\u202e\u2028\n🐈" + "0".repeat(300);
        changeWindow("_NET_WM_NAME 8u -set _NET_WM_NAME '" + hostile + "'");
        assertEquals("safe🐈" + "0".repeat(195), display.windows().getFirst().title());

        changeWindow("_NET_WM_WINDOW_TYPE 32a -set _NET_WM_WINDOW_TYPE _NET_WM_WINDOW_TYPE_DOCK");
        assertEquals(List.of(), display.windows());
    }

    private void changeWindow(String change) throws IOException, InterruptedException {
        var onlyWindow = "$(xprop -root _NET_CLIENT_LIST | sed 's/.*# //')";
        assertEquals(
                0,
                screen.start("sh", "-c", "xprop -id " + onlyWindow + " -f " + change)
                        .waitFor());
    }

    @Test
    void typesIntoPrograms() throws IOException, InterruptedException {
        var file = temp.resolve("typed");
        startTerminal("sh", "-c", "cat > " + file);
        awaitTerminal();
        var text = "The quick Brown fox, 12.50 EUR | ~/a_b{c}[d]\\e \"'`^ é ß ñ € ж 日本\n".repeat(5);

        display.send(new Input().click(600, 350, Input.LEFT));
        display.send(new Input().type(text).press("ctrl+d"));

        Eventually.holds("the text arrived", () -> read(file).equals(text));
    }

    @Test
    void pressesKeysTogether() throws IOException, InterruptedException {
        var file = temp.resolve("typed");
        startTerminal("sh", "-c", "stty raw -echo; cat > " + file);
        awaitTerminal();
        display.send(new Input().click(600, 350, Input.LEFT));
        display.send(new Input()
                .press("ctrl+c")
                .press("Shift+a")
                .press("up")
                .press("F5")
                .press("pagedown"));
        Eventually.holds("the keys arrived", () -> read(file).equals("\u0003A\u001b[A\u001b[15~\u001b[6~"));
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void refusesKeysThatDoNotExist() {
        assertThrows(IllegalArgumentException.class, () -> new Input().press("ctrl+hyper"));
        assertThrows(IllegalArgumentException.class, () -> new Input().press("ctrl+"));
        assertThrows(IllegalArgumentException.class, () -> new Input().type("\u0007"));
        assertThrows(IllegalArgumentException.class, () -> new Input().moveTo(-1, 5));
    }

    @Test
    void pauseLeavesNoConnection() throws Exception {
        // Only then has the server closed what it had open to start.
        display.picture();
        var before = screen.descriptors();
        var times = new ArrayList<Duration>();
        for (int round = 0; round < 10; round++) {
            var done = new AtomicInteger();
            var refused = new AtomicInteger();
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < 8; i++) {
                int kind = i % 3;
                threads.add(Thread.startVirtualThread(() -> askUntilRefused(kind, done, refused)));
            }
            Eventually.holds("requests run", () -> done.get() > 8);

            var began = System.nanoTime();
            try (var pause = display.pause()) {
                times.add(Duration.ofNanos(System.nanoTime() - began));
                assertEquals(before, screen.descriptors(), "round " + round);
                assertEquals(0, AcceptedSockets.at(screen.files().vnc()).size());
                for (var thread : threads) {
                    thread.join();
                }
                assertEquals(8, refused.get());
                assertBusy();
                assertEquals(before, screen.descriptors());
            }
            assertEquals(1280, display.picture().width());
        }
        assertTrue(Collections.min(times).toMillis() < 500, "took " + times);
    }

    private void askUntilRefused(int kind, AtomicInteger done, AtomicInteger refused) {
        try {
            while (true) {
                switch (kind) {
                    case 0 -> display.picture();
                    case 1 -> display.windows();
                    default -> display.send(new Input().moveTo(done.get() % 1000, 10));
                }
                done.incrementAndGet();
            }
        } catch (ProblemException e) {
            if (e.problems().getFirst().getKind() == ProblemKind.PROBLEM_KIND_POD_BUSY) {
                refused.incrementAndGet();
            }
        }
    }

    private void assertBusy() {
        List<Runnable> requests = List.of(display::picture, display::windows, () -> display.send(new Input()));
        for (var request : requests) {
            var problem = assertThrows(ProblemException.class, request::run);
            assertEquals(
                    ProblemKind.PROBLEM_KIND_POD_BUSY,
                    problem.problems().getFirst().getKind());
        }
    }

    @Test
    void pausesOverlap() {
        var first = display.pause();
        var second = display.pause();
        first.close();
        first.close();
        assertBusy();
        second.close();
        assertEquals(800, display.picture().height());
    }

    @Test
    void aStoppedServerHoldsNobodyUpAndIsNotPaused() throws Exception {
        display.picture();
        screen.signal("STOP");
        try {
            for (int i = 0; i < 3; i++) {
                var began = System.nanoTime();
                var problem = assertThrows(ProblemException.class, () -> display.send(new Input().moveTo(1, 1)));
                assertTrue(System.nanoTime() - began < Duration.ofSeconds(10).toNanos());
                assertEquals(
                        ProblemKind.PROBLEM_KIND_DISPLAY_SILENT,
                        problem.problems().getFirst().getKind());
            }
            var problem = assertThrows(ProblemException.class, display::pause);
            assertEquals(
                    ProblemKind.PROBLEM_KIND_DISPLAY_SILENT,
                    problem.problems().getFirst().getKind());
        } finally {
            screen.signal("CONT");
        }
        assertEquals(1280, display.picture().width());
        display.pause().close();
        assertArrayEquals(
                new byte[] {(byte) 0x89, 'P', 'N', 'G'}, head(display.picture().png(64)));
    }

    private static byte[] head(byte[] bytes) {
        return Arrays.copyOf(bytes, 4);
    }
}
