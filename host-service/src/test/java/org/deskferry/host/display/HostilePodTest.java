package org.deskferry.host.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.deskferry.host.linux.Command;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A pod whose user has put something else in the place of Xvnc and its files. */
class HostilePodTest {
    private static final String TOO_LATE = "takes too long";
    private static final String HELLO = "RFB 003.008\n";
    private static final String NO_SECURITY = hex("01 01 00000000");
    private static final String PIXEL_FORMAT = hex("20180001 00ff00ff 00ff1008 00000000");
    private static final String SMALL = HELLO + NO_SECURITY + hex("0010 0010") + PIXEL_FORMAT + hex("00000000");

    @TempDir
    Path temp;

    private Path root;
    private Display display;
    private AutoCloseable server = () -> {};
    private final CountDownLatch over = new CountDownLatch(1);

    @BeforeEach
    void makeRoot() throws IOException {
        root = temp.resolve("root");
        for (var folder : new String[] {"run/deskferry", "tmp/.X11-unix", "home/user"}) {
            Files.createDirectories(root.resolve(folder));
        }
        Files.writeString(root.resolve("home/user/.Xauthority"), "no cookie");
        display = new Display("anna", () -> root);
    }

    @AfterEach
    void stopServer() throws Exception {
        over.countDown();
        server.close();
    }

    private Path vnc() {
        return root.resolve("run/deskferry/vnc.sock");
    }

    private Path x11() {
        return root.resolve("tmp/.X11-unix/X0");
    }

    /** What a fake server does with a connection. */
    private interface Script {
        void play(SocketChannel connection) throws IOException;
    }

    private AtomicInteger listen(Path path, Script script) throws IOException {
        var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        // The name of a socket is short; the folder's own may not be.
        listener.bind(UnixDomainSocketAddress.of(path));
        var accepted = new AtomicInteger();
        Thread.startVirtualThread(() -> {
            while (listener.isOpen()) {
                try (var connection = listener.accept()) {
                    accepted.incrementAndGet();
                    script.play(connection);
                } catch (IOException e) {
                    // It hung up, or the test is over.
                }
            }
        });
        server = listener;
        return accepted;
    }

    private static String hex(String digits) {
        return new String(HexFormat.of().parseHex(digits.replace(" ", "")), StandardCharsets.ISO_8859_1);
    }

    private static void say(SocketChannel connection, String bytes) throws IOException {
        connection.write(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static void listenOn(SocketChannel connection) throws IOException {
        Channels.newInputStream(connection).transferTo(OutputStream.nullOutputStream());
    }

    private String assertSilent(Runnable request) {
        var began = System.nanoTime();
        var problem = assertThrows(ProblemException.class, request::run);
        var took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(took.toSeconds() < 10, "took " + took);
        assertEquals(
                ProblemKind.PROBLEM_KIND_DISPLAY_SILENT,
                problem.problems().getFirst().getKind());
        return String.valueOf(problem.getMessage());
    }

    static Stream<String> bad() {
        return Stream.of(
                "RFB 003.003\n",
                "RFB 999.999\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                HELLO + hex("00 ffffffff"),
                HELLO + hex("01 02"),
                HELLO + hex("01 01 00000001 ffffffff"),
                HELLO + NO_SECURITY + hex("0000 0000") + PIXEL_FORMAT + hex("00000000"),
                HELLO + NO_SECURITY + hex("ffff ffff") + PIXEL_FORMAT + hex("00000000"),
                HELLO + NO_SECURITY + hex("0010 0010") + PIXEL_FORMAT + hex("ffffffff"),
                // Rectangles: outside, compressed.
                SMALL + hex("00 00 0001 0001 0000 0010 0010 00000000"),
                SMALL + hex("00 00 0001 0000 0000 ffff ffff 00000000"),
                SMALL + hex("00 00 0001 0000 0000 0010 0010 00000006"),
                // A clipboard of 4 GiB, and a message that there is not.
                SMALL + hex("03 000000 ffffffff"),
                SMALL + hex("77"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesWhatIsNotAScreen(String bytes) throws IOException {
        listen(vnc(), connection -> {
            say(connection, bytes);
            listenOn(connection);
        });
        var why = assertSilent(display::picture);
        assertFalse(why.contains(TOO_LATE), "refused only when time was over");
        display.pause().close();
    }

    @Test
    void readsPixelsAmongOtherMessages() throws IOException {
        var rows =
                hex("00 00 0002 0000 0000 0010 0008 00000000") + hex("332211ff").repeat(128);
        var rest = hex("0000 0008 0010 0008 00000000") + hex("030201 00").repeat(128);
        listen(vnc(), connection -> {
            say(connection, SMALL + hex("02") + hex("03 000000 00000002 4142") + hex("00 00 0000") + rows + rest);
            listenOn(connection);
        });
        var picture = display.picture();
        assertEquals(0x112233, picture.colour(15, 7));
        assertEquals(0x010203, picture.colour(0, 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "silence after the greeting", "bells"})
    void waitsForNobody(String kind) throws IOException {
        listen(vnc(), connection -> {
            if (kind.isEmpty()) {
                listenOn(connection);
            }
            say(connection, SMALL);
            while (kind.equals("bells")) {
                say(connection, hex("02").repeat(60_000));
            }
            listenOn(connection);
        });
        assertTrue(assertSilent(display::picture).contains(TOO_LATE));
        var threads = Stream.generate(() -> Thread.startVirtualThread(() -> assertSilent(display::picture)))
                .limit(8)
                .toList();
        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        for (var thread : threads) {
            assertTrue(joined(thread, end), "a thread still waits");
        }
    }

    private static boolean joined(Thread thread, long end) {
        try {
            return thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void survivesGarbage() throws IOException {
        var random = new Random(7);
        Script garbage = connection -> {
            var bytes = new byte[5000];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                say(connection, SMALL);
            }
            connection.write(ByteBuffer.wrap(bytes));
        };
        listen(vnc(), garbage);
        for (int i = 0; i < 50; i++) {
            assertSilent(display::picture);
        }
        stop();
        listen(x11(), connection -> {
            say(connection, hex("0100 0b00 0000 0a00"));
            garbage.play(connection);
        });
        for (int i = 0; i < 50; i++) {
            assertSilent(display::windows);
        }
    }

    private void stop() throws IOException {
        try {
            server.close();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    static Stream<String> badX11() {
        var screen = "00".repeat(16) + "0000 ffff 01 00" + "00".repeat(10) + "01000000";
        return Stream.of(
                "00 05 0b00 0000 0200 6e6f7065 6e6f7065",
                "01 00 0b00 0000 0000",
                "01 00 0b00 0000 ffff" + "ff".repeat(32),
                "01 00 0b00 0000 0800" + "00".repeat(32),
                "01 00 0b00 0000 0900" + screen,
                "01 00 0b00 0000 0900" + screen.replace("ffff", "0000") + "0100 0000 ffffff7f" + "00".repeat(24),
                "01 00 0b00 0000 0900" + screen.replace("ffff", "0000") + "0100 0000 ffffffff" + "00".repeat(24));
    }

    @ParameterizedTest
    @MethodSource("badX11")
    void refusesWhatIsNotX11(String bytes) throws IOException {
        listen(x11(), connection -> {
            say(connection, hex(bytes));
            listenOn(connection);
        });
        assertSilent(display::windows);
    }

    @Test
    void followsNoLinkOutOfThePod() throws IOException {
        var outside = temp.resolve("outside.sock");
        var accepted = listen(outside, HostilePodTest::listenOn);
        Files.createSymbolicLink(vnc(), outside);
        assertSilent(display::picture);
        Files.delete(vnc());
        Files.createSymbolicLink(vnc(), Path.of("../../../outside.sock"));
        assertSilent(display::picture);
        assertEquals(0, accepted.get());
    }

    @Test
    void followsLinksInThePod() throws IOException {
        Files.createDirectories(root.resolve("elsewhere"));
        var accepted = listen(root.resolve("elsewhere/s"), connection -> say(connection, "RFB 003.003\n"));
        Files.createSymbolicLink(vnc(), Path.of("/elsewhere/s"));
        assertSilent(display::picture);
        assertEquals(1, accepted.get());
    }

    @Test
    void opensNothingButSocketsAndSmallFiles() throws IOException {
        assertTrue(assertSilent(display::picture).contains("vnc.sock"));
        Files.writeString(vnc(), "a file");
        assertTrue(assertSilent(display::picture).contains("not a socket"));

        var authority = root.resolve("home/user/.Xauthority");
        Files.delete(authority);
        Command.run(List.of("mkfifo", authority.toString()));
        assertTrue(assertSilent(display::windows).contains("not a regular file"));
        Files.delete(authority);
        Files.write(authority, new byte[20_000]);
        assertTrue(assertSilent(display::windows).contains("not a regular file"));
    }

    @Test
    void readsDamagedAuthorityFiles() {
        var good = hex("ffff 0000 0001 35 0012") + "MIT-MAGIC-COOKIE-1" + hex("0002 4142");
        var bytes = (good + good.replace("5", "0").replace("AB", "CD")).getBytes(StandardCharsets.ISO_8859_1);
        assertArrayEquals(new byte[] {'C', 'D'}, XAuthority.cookie(bytes, "0"));
        assertArrayEquals(new byte[] {'A', 'B'}, XAuthority.cookie(bytes, "5"));
        assertEquals(0, XAuthority.cookie(bytes, "7").length);
        for (int length = 0; length < bytes.length; length++) {
            assertEquals(0, XAuthority.cookie(Arrays.copyOf(bytes, length), "0").length);
        }
    }

    @Test
    void isNotPausedWhileTheServerHoldsOn() throws IOException {
        listen(vnc(), connection -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        assertSilent(display::picture);
        assertSilent(() -> display.pause().close());
    }
}
