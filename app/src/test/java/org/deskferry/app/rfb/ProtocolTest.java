package org.deskferry.app.rfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server says, byte by byte, right and wrong. */
final class ProtocolTest {
    private static final int RED = 0xffff0000;
    private static final int GREEN = 0xff00ff00;
    private static final int BLUE = 0xff0000ff;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final DataOutputStream server = new DataOutputStream(said);
    private final Heard heard = new Heard();

    /** What a listener hears. */
    private static final class Heard implements Listener {
        private final List<String> events = new ArrayList<>();
        private Canvas canvas = canvas(1, 1);
        private Pointer pointer = new Pointer(0, 0, 0, 0, IntBuffer.allocate(0));

        @Override
        public void sized(Canvas fresh) {
            canvas = fresh;
            events.add("sized " + fresh.width() + "x" + fresh.height());
        }

        @Override
        public void painted(Canvas painted, Area area) {
            events.add("painted " + area.x() + "," + area.y() + " " + area.width() + "x" + area.height());
        }

        @Override
        public void pointed(Pointer shape) {
            pointer = shape;
        }

        @Override
        public void copied(String text) {
            events.add("copied " + text);
        }

        @Override
        public void rang() {
            events.add("rang");
        }
    }

    private static Canvas canvas(int width, int height) {
        try {
            return Canvas.of(width, height);
        } catch (RfbException e) {
            throw new AssertionError(e);
        }
    }

    private ProtocolTest greet(int width, int height) throws IOException {
        server.writeBytes("RFB 003.008\n");
        server.write(new byte[] {2, 16, 1});
        server.writeInt(0);
        server.writeShort(width);
        server.writeShort(height);
        server.write(new byte[16]);
        server.writeInt(4);
        server.writeBytes("anna");
        return this;
    }

    private ProtocolTest update(int rectangles) throws IOException {
        server.write(new byte[] {0, 0});
        server.writeShort(rectangles);
        return this;
    }

    private ProtocolTest rectangle(int x, int y, int width, int height, int encoding) throws IOException {
        server.writeShort(x);
        server.writeShort(y);
        server.writeShort(width);
        server.writeShort(height);
        server.writeInt(encoding);
        return this;
    }

    private ProtocolTest bytes(String hex) throws IOException {
        server.write(HexFormat.of().parseHex(hex.replace(" ", "")));
        return this;
    }

    private ProtocolTest zlib(String hex) throws IOException {
        var packed = deflate(HexFormat.of().parseHex(hex.replace(" ", "")));
        server.writeInt(packed.length);
        server.write(packed);
        return this;
    }

    private static byte[] deflate(byte[] plain) {
        var deflater = new Deflater();
        deflater.setInput(plain);
        var packed = new byte[plain.length * 2 + 100];
        int length = deflater.deflate(packed, 0, packed.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(packed, length);
    }

    /** Hears all of it, and returns how it ended. */
    private IOException run() {
        var session = new Session(new ByteArrayInputStream(said.toByteArray()), heard);
        return assertThrows(IOException.class, session::run);
    }

    private void assertWhole() {
        var end = run();
        assertTrue(end instanceof EOFException, end::toString);
    }

    private void assertRefused(String part) {
        var end = assertThrows(RfbException.class, () -> {
            throw run();
        });
        assertTrue(end.toString().contains(part), end::toString);
    }

    private int pixel(int x, int y) {
        return heard.canvas.pixels()[heard.canvas.at(x, y)];
    }

    @Test
    void raw_pixels_and_copies_of_them() throws IOException {
        greet(4, 2).update(2);
        rectangle(0, 0, 2, 1, Codes.RAW).bytes("0000ff00 00ff0000");
        rectangle(1, 0, 2, 1, Codes.COPY_RECT).bytes("0000 0000");
        assertWhole();
        assertEquals(List.of("sized 4x2", "painted 0,0 3x1"), heard.events);
        assertEquals(List.of(RED, RED, GREEN), List.of(pixel(0, 0), pixel(1, 0), pixel(2, 0)));
    }

    @ParameterizedTest
    @CsvSource({
        "one colour, 01 0000ff, RRRR",
        "packed, 02 0000ff 00ff00 50, RGRG",
        "packed in pairs of bits, 03 0000ff 00ff00 ff0000 18, RGBR",
        "as they are, 00 0000ff 00ff00 ff0000 0000ff, RGBR",
        "runs, 80 0000ff 02 00ff00 00, RRRG",
        "palette runs, 82 0000ff 00ff00 80 01 01 00, RRGR",
    })
    void a_tile_is_painted(String kind, String content, String colours) throws IOException {
        greet(4, 1).update(1).rectangle(0, 0, 4, 1, Codes.ZRLE).zlib(content);
        assertWhole();
        var seen = new StringBuilder();
        for (int x = 0; x < 4; x++) {
            seen.append(pixel(x, 0) == RED ? 'R' : pixel(x, 0) == GREEN ? 'G' : pixel(x, 0) == BLUE ? 'B' : '?');
        }
        assertEquals(colours, seen.toString(), kind);
    }

    @ParameterizedTest
    @CsvSource({
        "a colour off the palette, 03 0000ff 00ff00 ff0000 ff, palette",
        "a run beyond the tile, 80 0000ff 04, longer than its tile",
        "a run without end, 80 0000ff ffffffffffffffffffffffffffffffffffff, longer than its tile",
        "an unknown kind, 11 00, unknown kind",
        "too little, 00 0000ff, fewer",
        "too much, 01 0000ff 0000000000, more compressed",
        "a palette run off the palette, 82 0000ff 00ff00 05, palette",
    })
    void a_wrong_tile_is_refused(String what, String content, String reason) throws IOException {
        greet(4, 1).update(1).rectangle(0, 0, 4, 1, Codes.ZRLE).zlib(content);
        assertRefused(reason);
    }

    @Test
    void damaged_and_endless_compressed_data_is_refused() throws IOException {
        greet(4, 1).update(1).rectangle(0, 0, 4, 1, Codes.ZRLE).bytes("00000004 deadbeef");
        assertRefused("damaged");
    }

    @Test
    void a_length_that_no_rectangle_needs_is_refused() throws IOException {
        greet(4, 1).update(1).rectangle(0, 0, 4, 1, Codes.ZRLE).bytes("ffffffff");
        assertRefused("compressed bytes");
    }

    @Test
    void a_zip_bomb_costs_nothing() throws IOException {
        var bomb = deflate(new byte[50_000_000]);
        greet(64, 64).update(1).rectangle(0, 0, 64, 64, Codes.ZRLE);
        server.writeInt(bomb.length);
        server.write(bomb);
        assertTimeout(Duration.ofSeconds(2), () -> assertRefused("more compressed"));
    }

    @Test
    void tight_fills_palettes_and_gradients() throws IOException {
        greet(8, 1).update(4);
        rectangle(0, 0, 1, 1, Codes.TIGHT).bytes("80 ff0000");
        rectangle(1, 0, 1, 1, Codes.TIGHT).bytes("00 00ff00");
        rectangle(2, 0, 4, 1, Codes.TIGHT).bytes("40 01 01 ff0000 0000ff a0");
        rectangle(6, 0, 2, 1, Codes.TIGHT).bytes("40 02 ff0000 01ff00");
        assertWhole();
        assertEquals(List.of(RED, GREEN, BLUE, RED, BLUE, RED), pixels(6));
        assertEquals(List.of(RED, GREEN), List.of(pixel(6, 0), pixel(7, 0)));
    }

    private List<Integer> pixels(int count) {
        var found = new ArrayList<Integer>();
        for (int x = 0; x < count; x++) {
            found.add(pixel(x, 0));
        }
        return found;
    }

    @Test
    void tight_compresses_long_rows() throws IOException {
        greet(4, 4).update(1).rectangle(0, 0, 4, 4, Codes.TIGHT);
        var packed = deflate(HexFormat.of().parseHex("0000ff".repeat(16)));
        server.writeByte(0x20);
        server.writeByte(packed.length);
        server.write(packed);
        assertWhole();
        assertEquals(BLUE, pixel(3, 3));
    }

    @ParameterizedTest
    @CsvSource({"90 00, not asked for", "40 07, unknown filter", "40 01 00, palette of one"})
    void wrong_tight_is_refused(String content, String reason) throws IOException {
        greet(8, 8).update(1).rectangle(0, 0, 8, 8, Codes.TIGHT).bytes(content + "00".repeat(40));
        assertRefused(reason);
    }

    @ParameterizedTest
    @CsvSource({"3,0,2,1", "0,1,1,2", "65535,65535,65535,65535"})
    void nothing_is_painted_outside_of_the_screen(int x, int y, int width, int height) throws IOException {
        greet(4, 2).update(1).rectangle(x, y, width, height, Codes.RAW).bytes("00".repeat(64));
        assertRefused("outside");
    }

    @Test
    void nothing_is_copied_from_outside_of_the_screen() throws IOException {
        greet(4, 2).update(1).rectangle(0, 0, 2, 2, Codes.COPY_RECT).bytes("0003 0000");
        assertRefused("copies from outside");
    }

    @ParameterizedTest
    @CsvSource({"0,600", "7681,600", "65535,65535", "800,4321"})
    void no_screen_is_out_of_bounds(int width, int height) throws IOException {
        greet(width, height);
        assertRefused("pixels");
    }

    @ParameterizedTest
    @ValueSource(ints = {Codes.DESKTOP_SIZE, Codes.EXTENDED_DESKTOP_SIZE})
    void the_screen_changes_its_size(int encoding) throws IOException {
        greet(4, 2).update(1).rectangle(0, 0, 6, 3, encoding);
        if (encoding == Codes.EXTENDED_DESKTOP_SIZE) {
            bytes("01 000000 00000007 0000 0000 0006 0003 00000000");
        }
        update(1).rectangle(5, 2, 1, 1, Codes.RAW).bytes("ff000000");
        assertWhole();
        assertEquals(List.of("sized 4x2", "sized 6x3", "painted 5,2 1x1"), heard.events);
        assertEquals(BLUE, pixel(5, 2));
    }

    @Test
    void a_refused_size_changes_nothing() throws IOException {
        greet(4, 2).update(1).rectangle(1, 3, 6, 3, Codes.EXTENDED_DESKTOP_SIZE);
        bytes("01 000000 00000007 0000 0000 0006 0003 00000000");
        assertWhole();
        assertEquals(List.of("sized 4x2"), heard.events);
    }

    @Test
    void pointers_with_masks_and_with_alpha() throws IOException {
        greet(4, 2).update(1).rectangle(1, 0, 2, 1, Codes.CURSOR).bytes("0000ff00 00ff0000 40");
        assertWhole();
        assertEquals(IntBuffer.wrap(new int[] {0, GREEN}), heard.pointer.pixels());
        assertEquals(1, heard.pointer.hotX());
        update(1).rectangle(9, 9, 1, 1, Codes.CURSOR_WITH_ALPHA).bytes("00000000 40200080");
        assertWhole();
        assertEquals(IntBuffer.wrap(new int[] {0x80402000}), heard.pointer.pixels());
        assertEquals(0, heard.pointer.hotX());
    }

    @Test
    void a_pointer_as_large_as_a_screen_is_refused() throws IOException {
        greet(4, 2).update(1).rectangle(0, 0, 60000, 60000, Codes.CURSOR);
        assertRefused("pointer");
    }

    @Test
    void endless_updates_end_with_the_last_rectangle() throws IOException {
        greet(4, 2).update(0xffff).rectangle(0, 0, 1, 1, Codes.RAW).bytes("0000ff00");
        rectangle(0, 0, 0, 0, Codes.LAST_RECT).bytes("02");
        assertWhole();
        assertEquals(List.of("sized 4x2", "painted 0,0 1x1", "rang"), heard.events);
    }

    @Test
    void texts_in_latin_and_long_ones_are_left_out() throws IOException {
        greet(4, 2).bytes("03 000000 00000002 67fc").bytes("03 000000");
        server.writeInt(Clipboard.LONGEST + 1);
        server.write(new byte[Clipboard.LONGEST + 1]);
        assertWhole();
        assertEquals(List.of("sized 4x2", "copied gü"), heard.events);
    }

    @Test
    void provided_texts_are_bounded() throws IOException {
        greet(4, 2);
        provide("00000004", "€\0".getBytes(StandardCharsets.UTF_8));
        provide("7fffffff", new byte[1000]);
        assertWhole();
        assertEquals(List.of("sized 4x2", "copied €"), heard.events);
    }

    private void provide(String length, byte[] text) throws IOException {
        var plain = new ByteArrayOutputStream();
        plain.writeBytes(HexFormat.of().parseHex(length));
        plain.writeBytes(text);
        var packed = deflate(plain.toByteArray());
        server.write(new byte[] {3, 0, 0, 0});
        server.writeInt(-(packed.length + 4));
        server.writeInt(0x1000_0001);
        server.write(packed);
    }

    @ParameterizedTest
    @CsvSource({"07, unknown type", "ff, unknown type", "f8 000000 80000000 ff, fence", "03 000000 ffffffff, too short"
    })
    void wrong_messages_are_refused(String message, String reason) throws IOException {
        greet(4, 2).bytes(message + "00".repeat(40));
        assertRefused(reason);
    }

    @Test
    void who_does_not_speak_rfb_is_refused() throws IOException {
        server.writeBytes("SSH-2.0-Open\n");
        assertRefused("does not speak");
    }

    /** A server that says anything: it is heard out or refused, and nothing else happens. */
    @Test
    void noise_does_no_harm() throws IOException {
        for (int seed = 0; seed < 3000; seed++) {
            var random = new Random(seed);
            said.reset();
            greet(64, 64).update(1).rectangle(0, 0, random.nextInt(1, 65), random.nextInt(1, 65), encoding(random));
            var noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            server.write(noise);
            run();
        }
    }

    private static int encoding(Random random) {
        var known = List.of(
                Codes.RAW,
                Codes.TIGHT,
                Codes.ZRLE,
                Codes.COPY_RECT,
                Codes.CURSOR,
                Codes.CURSOR_WITH_ALPHA,
                Codes.EXTENDED_DESKTOP_SIZE);
        return known.get(random.nextInt(known.size()));
    }
}
