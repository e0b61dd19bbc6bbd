package org.deskferry.host.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint and the memory that was copied apart from it become one that has all in itself. */
class PlainCheckpointTest {
    private static final int PAGE = 4096;
    private static final int LAZY = 2;
    private static final int PRESENT = 4;

    @TempDir
    Path images;

    @TempDir
    Path memory;

    @TempDir
    Path whole;

    private final ByteArrayOutputStream map = new ByteArrayOutputStream();

    @Test
    void pagesOfBothComeInTheOrderOfTheMap() throws Exception {
        begin();
        entry(0x10000, 1, PRESENT);
        entry(0x20000, 2, LAZY);
        entry(0x7ffff0000000L, 1, PRESENT | LAZY);
        entry(0x7ffff0001000L, 1, LAZY);
        Files.write(images.resolve("pagemap-23.img"), map.toByteArray());
        Files.write(images.resolve("pages-7.img"), pages(1, 4));
        Files.writeString(images.resolve("core-23.img"), "core");
        try (var store = new RandomAccessFile(memory.resolve("store-23").toFile(), "rw")) {
            store.seek(0x21000);
            store.write(pages(3));
        }

        assertEquals(3, read());

        // The page at 0x20000 and the last one are not in the store: nobody ever wrote to them.
        assertArrayEquals(pages(1, 0, 3, 4, 0), Files.readAllBytes(whole.resolve("pages-7.img")));
        assertEquals("core", Files.readString(whole.resolve("core-23.img")));
        var made = PageMapImage.read(whole.resolve("pagemap-23.img"));
        assertTrue(made.ranges().stream().allMatch(PageMapImage.Range::isPresent));
        assertEquals(2L * PAGE, made.ranges().get(1).bytes());
        assertEquals(0x7ffff0000000L, made.ranges().get(2).address());
    }

    @Test
    void aProcessWithoutAStoreHasZeros() throws Exception {
        begin();
        entry(0x20000, 1, LAZY);
        Files.write(images.resolve("pagemap-1.img"), map.toByteArray());
        read();
        assertArrayEquals(pages(0), Files.readAllBytes(whole.resolve("pages-7.img")));
    }

    @Test
    void missingPagesAreNoticed() throws Exception {
        begin();
        entry(0x10000, 2, PRESENT);
        Files.write(images.resolve("pagemap-1.img"), map.toByteArray());
        Files.write(images.resolve("pages-7.img"), pages(1));
        assertThrows(EOFException.class, this::read);
    }

    /** As whoever wakes it receives it. */
    private int read() throws IOException, InterruptedException {
        try (var receiver = CheckpointReceiver.ofAll(whole, 1 << 20)) {
            var files = PlainCheckpoint.read(images, memory, receiver::accept);
            receiver.finish(files);
            return files;
        }
    }

    private void begin() throws IOException {
        map.writeBytes(little(0x54564319, 0x56084025));
        message(new long[][] {{1, 7}});
    }

    private void entry(long address, int pages, int flags) throws IOException {
        message(new long[][] {{1, address}, {2, pages}, {4, flags}});
    }

    private void message(long[][] fields) throws IOException {
        var body = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(body);
        for (var field : fields) {
            out.writeUInt64((int) field[0], field[1]);
        }
        out.flush();
        map.writeBytes(little(body.size()));
        map.writeBytes(body.toByteArray());
    }

    private static byte[] pages(int... values) {
        var bytes = new byte[values.length * PAGE];
        for (int page = 0; page < values.length; page++) {
            Arrays.fill(bytes, page * PAGE, (page + 1) * PAGE, (byte) values[page]);
        }
        return bytes;
    }

    private static byte[] little(int... numbers) {
        var bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (var number : numbers) {
            bytes.putInt(number);
        }
        return bytes.array();
    }
}
