package org.deskferry.host.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deskferry.host.checkpoint.Packing;
import org.deskferry.host.checkpoint.PagePool;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Memory;
import org.deskferry.proto.v1.PageRun;
import org.deskferry.proto.v1.PooledRun;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.RepeatedRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory that arrives, whole and damaged. */
class MemoryReceiverTest {
    private static final long HIGH = 0x7ff_f000_0000L;

    @TempDir
    Path folder;

    @TempDir
    Path aside;

    private final MemoryHash hash = new MemoryHash();
    private MemoryReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = MemoryReceiver.into(folder);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void keepsPagesAtTheirAddressesAndTheLastOfEach() throws IOException {
        var first = random(3);
        var second = random(1);
        receiver.accept(piece(7, first, run(0x10000, 2, false), run(HIGH, 1, false)));
        receiver.accept(piece(7, second, run(0x11000, 1, false), run(0x10000, 1, true)));
        receiver.accept(end());

        assertTrue(receiver.finish());
        assertArrayEquals(new byte[Pages.SIZE], stored(7, 0x10000));
        assertArrayEquals(second, stored(7, 0x11000));
        assertArrayEquals(java.util.Arrays.copyOfRange(first, 2 * Pages.SIZE, 3 * Pages.SIZE), stored(7, HIGH));
    }

    @Test
    void takesPagesThatAreHereAlready() throws IOException {
        var here = random(2);
        var fresh = random(1);
        receiver.close();
        try (var pool = PagePool.in(aside.resolve("pool"))) {
            pool.add(ByteBuffer.wrap(here));
            receiver = MemoryReceiver.into(folder, pool);
            var whole = new byte[3 * Pages.SIZE];
            System.arraycopy(fresh, 0, whole, 0, Pages.SIZE);
            System.arraycopy(here, 0, whole, Pages.SIZE, 2 * Pages.SIZE);
            var runs = List.of(run(0x10000, 3, false));
            hash.add(7, runs, whole);
            receiver.accept(Memory.newBuilder()
                    .setPid(7)
                    .addAllRuns(runs)
                    .addPooled(PooledRun.newBuilder()
                            .setOffset(Pages.SIZE)
                            .setFirst(0)
                            .setPages(2))
                    .setBytes(ByteString.copyFrom(fresh))
                    .setRawLength(fresh.length)
                    .build());
            receiver.accept(end());
            assertTrue(receiver.finish());
            assertArrayEquals(fresh, stored(7, 0x10000));
            assertArrayEquals(Arrays.copyOf(here, Pages.SIZE), stored(7, 0x11000));
        }
    }

    @Test
    void takesPagesThatCameBefore() throws IOException {
        var first = random(3);
        var fresh = random(1);
        receiver.accept(piece(7, first, run(HIGH, 3, false)));
        var whole = new byte[3 * Pages.SIZE];
        System.arraycopy(fresh, 0, whole, 0, Pages.SIZE);
        System.arraycopy(first, Pages.SIZE, whole, Pages.SIZE, 2 * Pages.SIZE);
        var runs = List.of(run(0x10000, 3, false));
        hash.add(8, runs, whole);
        receiver.accept(Memory.newBuilder()
                .setPid(8)
                .addAllRuns(runs)
                .addRepeated(repeated(7, HIGH + Pages.SIZE, 2).toBuilder().setOffset(Pages.SIZE))
                .setBytes(ByteString.copyFrom(fresh))
                .setRawLength(fresh.length)
                .build());
        receiver.accept(end());
        assertTrue(receiver.finish());
        assertArrayEquals(fresh, stored(8, 0x10000));
        assertArrayEquals(Arrays.copyOfRange(first, 2 * Pages.SIZE, 3 * Pages.SIZE), stored(8, 0x12000));
    }

    @Test
    void refusesToRepeatWhatDidNotCome() throws IOException {
        receiver.accept(piece(7, random(2), run(0x10000, 2, false)));
        refuses(() -> receiver.accept(repeating(9, 0x10000, 1)));
        refuses(() -> receiver.accept(repeating(7, 0x11000, 2)));
        refuses(() -> receiver.accept(repeating(7, 0x10001, 1)));
        refuses(() -> receiver.accept(repeating(7, -4096, 1)));
        refuses(() -> receiver.accept(repeating(7, 0x10000, 0)));
        refuses(() -> receiver.accept(repeating(7, 0x10000, 257)));
        refuses(() -> receiver.accept(repeating(7, 0x10000, 1 << 30)));
        refuses(() -> receiver.accept(repeating(7, 0x10000, 1).toBuilder()
                .setRepeated(0, repeated(7, 0x10000, 1).toBuilder().setOffset(4096))
                .build()));
    }

    private static Memory repeating(int pid, long address, int pages) {
        return Memory.newBuilder()
                .setPid(7)
                .addRuns(run(0x30000, Math.max(1, pages), false))
                .addRepeated(repeated(pid, address, pages))
                .build();
    }

    private static RepeatedRun repeated(int pid, long address, int pages) {
        return RepeatedRun.newBuilder()
                .setPid(pid)
                .setAddress(address)
                .setPages(pages)
                .build();
    }

    @Test
    void refusesPagesThatAreNotHere() {
        var missing = Memory.newBuilder()
                .setPid(7)
                .addRuns(run(0x10000, 1, false))
                .addPooled(PooledRun.newBuilder().setFirst(5).setPages(1))
                .build();
        refuses(() -> receiver.accept(missing));
    }

    @Test
    void zerosTakeNoRoom() throws IOException {
        receiver.accept(piece(7, new byte[0], run(HIGH, 1 << 20, true)));
        assertEquals(0L, Files.getAttribute(folder.resolve("store-7"), "unix:size"));
    }

    @Test
    void nothingAtAllIsWhole() {
        assertFalse(receiver.finish());
    }

    @Test
    void takesMoreAfterAFreezeThatCameToNothing() throws IOException {
        var second = random(1);
        receiver.accept(piece(7, random(1), run(0x10000, 1, false)));
        receiver.accept(end());
        receiver.goOn();
        receiver.accept(piece(7, second, run(0x10000, 1, false)));
        refuses(() -> receiver.finish());
        receiver.accept(end());
        assertTrue(receiver.finish());
        assertArrayEquals(second, stored(7, 0x10000));
    }

    @Test
    void refusesMemoryWithoutItsEnd() throws IOException {
        receiver.accept(piece(7, random(1), run(0x10000, 1, false)));
        refuses(() -> receiver.finish());
    }

    @Test
    void refusesAnotherHash() throws IOException {
        receiver.accept(piece(7, random(1), run(0x10000, 1, false)));
        hash.add(7, List.of(), new byte[] {1});
        refuses(() -> receiver.accept(end()));
    }

    @Test
    void refusesImpossiblePages() {
        refuses(() -> receiver.accept(piece(7, random(1), run(0x10001, 1, false))));
        refuses(() -> receiver.accept(piece(7, random(1), run(-4096, 1, false))));
        refuses(() -> receiver.accept(piece(7, random(1), run(Pages.ADDRESSES, 1, false))));
        refuses(() -> receiver.accept(piece(7, new byte[0], run(Pages.ADDRESSES - 4096, 2, true))));
        refuses(() -> receiver.accept(piece(7, random(1), run(0x10000, 2, false))));
        refuses(() -> receiver.accept(piece(7, random(2), run(0x10000, 1, false))));
        refuses(() -> receiver.accept(piece(0, random(1), run(0x10000, 1, false))));
        refuses(() -> receiver.accept(piece(7, random(1), run(0x10000, 1, false)).toBuilder()
                .setRawLength(Pages.PIECE + 1)
                .build()));
    }

    private static void refuses(org.junit.jupiter.api.function.Executable deed) {
        var problem = assertThrows(ProblemException.class, deed).problems().getFirst();
        assertEquals(ProblemKind.PROBLEM_KIND_CORRUPT_STREAM, problem.getKind());
    }

    private Memory piece(int pid, byte[] raw, PageRun... runs) {
        hash.add(pid, List.of(runs), raw);
        return Memory.newBuilder()
                .setPid(pid)
                .addAllRuns(List.of(runs))
                .setBytes(ByteString.copyFrom(Packing.LZ4.pack(raw)))
                .setRawLength(raw.length)
                .build();
    }

    private Memory end() {
        return Memory.newBuilder().setXxh3(ByteString.copyFrom(hash.value())).build();
    }

    private static PageRun run(long address, int pages, boolean zero) {
        return PageRun.newBuilder()
                .setAddress(address)
                .setPages(pages)
                .setZero(zero)
                .build();
    }

    private static byte[] random(int pages) {
        var bytes = new byte[pages * Pages.SIZE];
        new Random(pages).nextBytes(bytes);
        return bytes;
    }

    private byte[] stored(int pid, long address) throws IOException {
        try (var file = new RandomAccessFile(folder.resolve("store-" + pid).toFile(), "r")) {
            file.seek(address);
            var page = new byte[Pages.SIZE];
            file.readFully(page);
            return page;
        }
    }
}
