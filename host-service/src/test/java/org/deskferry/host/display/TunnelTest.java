package org.deskferry.host.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.deskferry.host.Eventually;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Xvnc. */
class TunnelTest {
    private static final String GREETING = "RFB 003.008\n";
    /** SetPixelFormat is left out: what comes does not matter, but how much. */
    private static final byte[] ALL_PIXELS = {1, 3, 0, 0, 0, 0, 0, 5, 0, 3, 32};

    @TempDir
    Path temp;

    private final List<Viewer> viewers = new ArrayList<>();
    private TestScreen screen;
    private Display display;

    @BeforeEach
    void startScreen() throws IOException {
        screen = new TestScreen(temp);
        display = screen.display();
    }

    @AfterEach
    void stopScreen() throws InterruptedException {
        screen.close();
        for (var viewer : viewers) {
            viewer.thread.join();
        }
    }

    /** The app's end, and how it went. */
    private static final class Viewer implements FarEnd {
        private final ConcurrentLinkedQueue<ByteBuffer> inputs = new ConcurrentLinkedQueue<>();
        private final StringBuilder heard = new StringBuilder();
        private volatile Runnable wake = () -> {};
        private volatile boolean takes = true;
        private final AtomicLong given = new AtomicLong();
        private volatile Optional<Exception> end = Optional.empty();
        private Thread thread = Thread.currentThread();

        void say(byte[] bytes) {
            inputs.add(ByteBuffer.wrap(bytes));
            wake.run();
        }

        void take(boolean taking) {
            takes = taking;
            wake.run();
        }

        synchronized int heard() {
            return heard.length();
        }

        @Override
        public void begins(Runnable waking) {
            wake = waking;
        }

        @Override
        public boolean takesOutput() {
            return takes;
        }

        @Override
        public synchronized void output(ByteBuffer bytes) {
            heard.append(StandardCharsets.ISO_8859_1.decode(bytes));
        }

        @Override
        public ByteBuffer input() {
            while (!inputs.isEmpty() && !inputs.element().hasRemaining()) {
                inputs.remove();
            }
            return inputs.isEmpty() ? ByteBuffer.allocate(0) : inputs.element();
        }

        @Override
        public void given(int count) {
            given.addAndGet(count);
        }
    }

    private Viewer open() throws InterruptedException {
        var viewer = new Viewer();
        viewer.thread = Thread.ofPlatform().start(() -> {
            try {
                display.tunnel(viewer);
            } catch (IOException | ProblemException e) {
                viewer.end = Optional.of(e);
            }
        });
        viewers.add(viewer);
        Eventually.holds("it is greeted or refused", () -> viewer.heard() > 0 || viewer.end.isPresent());
        return viewer;
    }

    /** One that sees all of the screen. */
    private Viewer look() throws InterruptedException {
        var viewer = open();
        viewer.say(GREETING.getBytes(StandardCharsets.US_ASCII));
        viewer.say(new byte[] {1});
        Eventually.holds("the size is known", () -> viewer.heard() >= GREETING.length() + 2 + 4);
        viewer.say(ALL_PIXELS);
        return viewer;
    }

    @Test
    void bothAreHeard() throws InterruptedException {
        var viewer = look();
        Eventually.holds("the screen is there", () -> viewer.heard() > 1280 * 800 * 4);
        assertEquals(GREETING, viewer.heard.substring(0, GREETING.length()));
        assertEquals(GREETING.length() + 1 + ALL_PIXELS.length, viewer.given.get());
    }

    @Test
    void picturesGoOnBesideIt() throws InterruptedException {
        look();
        assertEquals(1280, display.picture().width());
        display.send(new Input().moveTo(5, 5));
        assertEquals(800, display.picture().height());
    }

    @Test
    void pauseEndsThemAndLeavesNoConnection() throws Exception {
        display.picture();
        var before = screen.descriptors();
        for (int round = 0; round < 20; round++) {
            var first = look();
            var second = look();
            second.take(false);
            var began = System.nanoTime();
            try (var pause = display.pause()) {
                var took = Duration.ofNanos(System.nanoTime() - began);
                assertEquals(before, screen.descriptors(), "round " + round);
                assertEquals(0, AcceptedSockets.at(screen.files().vnc()).size());
                assertTrue(took.toMillis() < 500, () -> "it took " + took);
                assertEquals(
                        ProblemKind.PROBLEM_KIND_POD_BUSY,
                        assertThrows(ProblemException.class, () -> display.tunnel(new Viewer()))
                                .problems()
                                .getFirst()
                                .getKind());
            }
            Eventually.holds("both know", () -> first.end.isPresent() && second.end.isPresent());
        }
        look();
    }

    @Test
    void aStoppedServerIsNotPausedAndHoldsNobodyUp() throws Exception {
        look();
        screen.signal("STOP");
        try {
            var problem = assertThrows(ProblemException.class, display::pause);
            assertEquals(
                    ProblemKind.PROBLEM_KIND_DISPLAY_SILENT,
                    problem.problems().getFirst().getKind());
        } finally {
            screen.signal("CONT");
        }
        Eventually.holds("it answers again", () -> display.picture().width() == 1280);
        try (var pause = display.pause()) {
            assertEquals(0, AcceptedSockets.at(screen.files().vnc()).size());
        }
    }

    @Test
    void whoTakesNothingIsWaitedForAndNobodyElse() throws InterruptedException {
        var slow = look();
        slow.take(false);
        int before = slow.heard();
        for (int i = 0; i < 20; i++) {
            slow.say(ALL_PIXELS_AGAIN);
        }
        var quick = look();
        Eventually.holds("the other one sees all", () -> quick.heard() > 1280 * 800 * 4);
        assertTrue(slow.heard() - before <= FarEnd.LARGEST_OUTPUT);
        slow.take(true);
        Eventually.holds("it sees all then", () -> slow.heard() > 1280 * 800 * 4);
    }

    private static final byte[] ALL_PIXELS_AGAIN = {3, 0, 0, 0, 0, 0, 5, 0, 3, 32};

    @Test
    void thereAreNotTooMany() throws InterruptedException {
        for (int i = 0; i < 8; i++) {
            assertTrue(look().end.isEmpty());
        }
        assertTrue(open().end.orElseThrow().toString().contains("8 viewers"));
        assertEquals(1280, display.picture().width());
    }

    @Test
    void itEndsWithTheServer() throws InterruptedException {
        var viewer = look();
        screen.close();
        Eventually.holds("it has ended", () -> viewer.end.isPresent());
    }
}
