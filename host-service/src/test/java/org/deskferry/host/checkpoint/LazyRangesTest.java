package org.deskferry.host.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Page maps as CRIU writes them, and what the pager reads. */
class LazyRangesTest {
    private static final int PRESENT_LAZY = 6;
    private static final int PRESENT = 4;

    @TempDir
    Path images;

    @TempDir
    Path memory;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    @BeforeEach
    void magicAndHead() throws IOException {
        file.writeBytes(little(0x54564319, 0x56084025));
        message(new long[][] {{1, 7}});
    }

    @Test
    void keepsWhatIsLazyInOldAndNewCounts() throws IOException {
        message(new long[][] {{1, 0x10000}, {2, 3}, {4, PRESENT_LAZY}});
        message(new long[][] {{1, 0x20000}, {2, 1}, {4, PRESENT}});
        message(new long[][] {{1, 0x7ffff0000000L}, {2, 0}, {4, PRESENT_LAZY}, {5, 0x100000}});
        Files.write(images.resolve("pagemap-23.img"), file.toByteArray());
        Files.write(images.resolve("pagemap-shmem-1.img"), file.toByteArray());

        LazyRanges.write(images, memory);

        var expected = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        expected.putLong(0x10000)
                .putLong(0x13000)
                .putLong(0x7ffff0000000L)
                .putLong(0x7ffff0000000L + (0x100000L << 12));
        assertArrayEquals(expected.array(), Files.readAllBytes(memory.resolve("lazy-23")));
        assertFalse(Files.exists(memory.resolve("lazy-1")), "shared memory is in the checkpoint");
    }

    @Test
    void aProcessWithoutSuchPagesHasAnEmptyFile() throws IOException {
        Files.write(images.resolve("pagemap-1.img"), file.toByteArray());
        LazyRanges.write(images, memory);
        assertEquals(0, Files.size(memory.resolve("lazy-1")));
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        message(new long[][] {{1, 0x10000}, {2, 3}, {4, PRESENT_LAZY}});
        var bytes = file.toByteArray();
        Files.write(images.resolve("pagemap-1.img"), java.util.Arrays.copyOf(bytes, bytes.length - 2));
        assertThrows(IOException.class, () -> LazyRanges.write(images, memory));
    }

    private void message(long[][] fields) throws IOException {
        var body = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(body);
        for (var field : fields) {
            out.writeUInt64((int) field[0], field[1]);
        }
        out.flush();
        file.writeBytes(little(body.size()));
        file.writeBytes(body.toByteArray());
    }

    private static byte[] little(int... numbers) {
        var bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (var number : numbers) {
            bytes.putInt(number);
        }
        return bytes.array();
    }
}
