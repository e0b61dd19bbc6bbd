package org.deskferry.app.rfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.deskferry.app.scripted.XvncScreen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the server that pods have, with real programs. */
final class XvncTest {
    private static final int PAPER = 0xf0e010;

    @TempDir
    Path temp;

    private XvncScreen screen;
    private SocketSession session;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        screen = new XvncScreen(temp.resolve("screen"), "1280x800");
        session = SocketSession.open(screen.socket());
        // What is copied before that is not told to it.
        session.await("it is painted", () -> session.updates() > 0);
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        session.close();
        screen.close();
    }

    private void startTerminal(String... command) throws IOException, InterruptedException {
        screen.startTerminal(command);
        session.await("the terminal is there", () -> session.colour(1000, 500) == PAPER);
        session.session().point(600, 400, 0);
    }

    @Test
    void shows_what_a_second_session_that_takes_raw_pixels_sees() throws Exception {
        var done = temp.resolve("done");
        startTerminal(
                "sh",
                "-c",
                "printf '\\033[?25l'; ls -lR --color=always /usr/lib/ssl /usr/share/doc/b* | head -3000; touch " + done
                        + "; sleep 1000");
        session.await("all is printed", () -> Files.exists(done));
        try (var fresh = SocketSession.open(screen.socket())) {
            fresh.await("it is painted", () -> fresh.updates() > 0);
            session.await(
                    "what was painted in pieces is as the whole",
                    () -> Arrays.equals(withoutPointer(session.pixels()), withoutPointer(fresh.pixels())));
        }
        assertTrue(Arrays.stream(session.pixels()).distinct().count() > 50, "too plain");
    }

    /** Who has not moved it is shown it as a part of the picture. */
    private static int[] withoutPointer(int[] pixels) {
        for (int y = 380; y < 420; y++) {
            Arrays.fill(pixels, y * 1280 + 580, y * 1280 + 620, 0);
        }
        return pixels;
    }

    @Test
    void types_text_of_any_layout() throws Exception {
        var file = temp.resolve("typed");
        startTerminal("sh", "-c", "stty -echo; cat > " + file);
        var text = "The quick Brown fox, 12.50 EUR | ~/a_b{c}[d]\\e \"'`^ é ß ñ € ж 日本\n".repeat(3);
        session.type(text);
        session.await("the text arrived", () -> read(file).equals(text));
    }

    @Test
    void follows_and_changes_the_size_of_the_screen() throws Exception {
        session.session().resize(1000, 620);
        session.await("it is smaller", () -> session.size().equals("1000x620"));
        try (var other = SocketSession.open(screen.socket())) {
            other.await("it is painted", () -> other.updates() > 0);
            other.session().resize(800, 600);
            session.await("somebody else has changed it", () -> session.size().equals("800x600"));
        }
        screen.startTerminal("sleep", "1000");
        session.await("it is painted", () -> session.colour(700, 500) == PAPER);
    }

    @Test
    void knows_the_pointers_shape() throws Exception {
        startTerminal("sleep", "1000");
        session.await(
                "the shape of text",
                () -> session.pointer()
                        .filter(pointer -> !pointer.isInvisible())
                        .isPresent());
        var shape = session.pointer().orElseThrow();
        assertEquals(shape.width() * shape.height(), shape.pixels().capacity());
        assertTrue(
                Arrays.stream(shape.pixels().array()).anyMatch(pixel -> pixel >>> 24 == 0xff), "nothing to see of it");
        assertTrue(Arrays.stream(shape.pixels().array()).anyMatch(pixel -> pixel >>> 24 == 0), "no shape");
    }

    @Test
    void carries_texts_of_the_clipboard_both_ways() throws Exception {
        var theirs = "Grüße € 日本\nzwei";
        startTerminal("sh", "-c", "printf '\\033]52;c;%s\\a' " + base64(theirs) + "; sleep 1000");
        session.awaitCopied(theirs::equals);

        var ours = "Zurück ж\nmehr";
        session.session().offer(ours);
        var heard = temp.resolve("heard");
        var ask = "stty raw -echo; while true; do printf '\\033]52;c;?\\a'; sleep 0.3; done & cat > " + heard;
        screen.startTerminal("sh", "-c", ask);
        session.await("it can be pasted there", () -> read(heard).contains(base64(ours)));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void hears_when_the_server_ends() throws Exception {
        screen.close();
        session.await("it has ended", () -> session.end().isPresent());
        assertFalse(session.end().orElseThrow() instanceof RfbException);
    }

    /** How fast it is; a number for people, with a limit that only something broken does not reach. */
    @Test
    void paints_a_scrolling_window_and_shows_a_key_fast() throws Exception {
        startTerminal("sh", "-c", "yes \"$(ls -l /usr/bin | head -100)\"");
        int before = session.updates();
        long begin = System.nanoTime();
        Thread.sleep(4000);
        double rate = (session.updates() - before) * 1e9 / (System.nanoTime() - begin);
        System.out.printf("scrolling: %.1f updates/s%n", rate);
        assertTrue(rate > 5, () -> "only " + rate + " updates/s");
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
