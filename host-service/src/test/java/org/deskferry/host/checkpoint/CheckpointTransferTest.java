package org.deskferry.host.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Checkpoint;
import org.deskferry.proto.v1.PoolPages;
import org.deskferry.proto.v1.PooledRun;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint from one directory to another, whole and damaged. */
class CheckpointTransferTest {
    private static final int LIMIT = 64 << 20;
    private static final int PAGE = 4096;

    @TempDir
    Path temp;

    private Path source;
    private final List<PoolPages> pool = new ArrayList<>();
    private final List<Checkpoint> wire = new ArrayList<>();
    private final Map<String, byte[]> arrived = new HashMap<>();

    @BeforeEach
    void folders() throws IOException {
        source = Files.createDirectory(temp.resolve("source"));
    }

    @Test
    void sendsMemoryAsItGrowsAndTheRestAtTheEnd() throws Exception {
        var memory = random(5 << 20);
        var pages = source.resolve("pages-1.img");
        Files.write(pages, slice(memory, 0, 3 << 20));
        Files.write(source.resolve("core-1.img"), new byte[] {1, 2, 3});
        Files.write(source.resolve("empty.img"), new byte[0]);
        var sender = new CheckpointSender(source, new PoolIndex(), new Packer(), wire::add);

        assertTrue(sender.sendGrown());
        assertEquals(3, wire.size(), "whole pieces of the memory, and nothing else yet");
        Files.write(pages, slice(memory, 3 << 20, memory.length), StandardOpenOption.APPEND);
        sender.sendRest();
        receive(wire, sender.fileCount());

        assertArrayEquals(memory, arrived.get("pages-1.img"));
        assertArrayEquals(new byte[] {1, 2, 3}, arrived.get("core-1.img"));
        assertArrayEquals(new byte[0], arrived.get("empty.img"));
        assertEquals(memory.length + 3, sender.rawBytes());
    }

    @Test
    void refersToPagesThatWentAhead() throws Exception {
        var memory = random(3 << 20);
        var ahead = index(slice(memory, 8 * PAGE, 600 * PAGE));
        memory[100 * PAGE] ^= 1;
        Files.write(source.resolve("pages-1.img"), memory);
        Files.write(source.resolve("pages-2.img"), slice(memory, 10 * PAGE, 20 * PAGE + 5));
        var sender = new CheckpointSender(source, ahead, new Packer(), wire::add);
        sender.sendRest();
        receive(wire, 2);

        assertArrayEquals(memory, arrived.get("pages-1.img"));
        assertArrayEquals(slice(memory, 10 * PAGE, 20 * PAGE + 5), arrived.get("pages-2.img"));
        var sent = memory.length - (600 - 8 - 1) * PAGE + 5;
        assertEquals(sent, wire.stream().mapToInt(Checkpoint::getRawLength).sum());
    }

    @Test
    void refusesReferencesToWhatDidNotCome() throws Exception {
        var memory = random(1 << 20);
        Files.write(source.resolve("pages-1.img"), memory);
        new CheckpointSender(source, index(slice(memory, 2 * PAGE, 12 * PAGE)), new Packer(), wire::add).sendRest();
        receive(wire, 1);
        assertArrayEquals(memory, arrived.get("pages-1.img"));
        for (var wrong : List.of(
                PooledRun.newBuilder().setOffset(2 * PAGE).setFirst(1).setPages(10),
                PooledRun.newBuilder().setOffset(2 * PAGE).setFirst(-1).setPages(10),
                PooledRun.newBuilder().setOffset(2 * PAGE).setFirst(0).setPages(Integer.MAX_VALUE),
                PooledRun.newBuilder().setOffset(2 * PAGE).setFirst(0).setPages(-1),
                PooledRun.newBuilder().setOffset(2 * PAGE).setFirst(0),
                PooledRun.newBuilder().setOffset(-PAGE).setFirst(0).setPages(10),
                PooledRun.newBuilder().setOffset(1 << 30).setFirst(0).setPages(10),
                // There, but another page.
                PooledRun.newBuilder().setOffset(2 * PAGE).setFirst(1).setPages(9))) {
            refuses(piece -> piece.getPooledCount() == 0
                    ? piece
                    : piece.toBuilder().setPooled(0, wrong).build());
        }
        pool.set(0, pool.getFirst().toBuilder().setRawLength(PAGE + 1).build());
        refuses(UnaryOperator.identity());
    }

    /** Sends pages ahead. */
    private PoolIndex index(byte[] pages) {
        var index = new PoolIndex();
        for (var offset = 0; offset < pages.length; offset += PAGE) {
            assertTrue(index.add(pages, offset));
            pool.add(PoolPages.newBuilder()
                    .setBytes(ByteString.copyFrom(pages, offset, PAGE))
                    .setRawLength(PAGE)
                    .build());
        }
        assertFalse(index.add(pages, 0), "it is there already");
        return index;
    }

    @Test
    void forgetsWhatCameOfAFreezeThatCameToNothing() throws Exception {
        send(random(3 << 20));
        var inVain = List.copyOf(wire.subList(0, 2));
        wire.clear();
        var memory = random(1 << 20);
        send(memory);
        try (var folder = folder();
                var receiver = CheckpointReceiver.into(folder, PagePool.in(folder.pool()), 4 << 20)) {
            for (var piece : inVain) {
                receiver.accept(piece);
            }
            receiver.discard();
            for (var piece : wire) {
                receiver.accept(piece);
            }
            receiver.finish(1);
            assertArrayEquals(memory, Files.readAllBytes(folder.images().resolve("pages-1.img")));
        }
    }

    @Test
    void compressesWhatCanBe() throws Exception {
        Files.write(source.resolve("pages-1.img"), new byte[8 << 20]);
        var sender = new CheckpointSender(source, new PoolIndex(), new Packer(), wire::add);
        sender.sendRest();
        receive(wire, 1);

        assertTrue(sender.wireBytes() < sender.rawBytes() / 100, "zeros take almost nothing");
        assertArrayEquals(new byte[8 << 20], arrived.get("pages-1.img"));
    }

    @Test
    void refusesADamagedByte() throws Exception {
        send(random(2 << 20));
        refuses(piece -> piece.getOffset() == 0
                ? piece.toBuilder().setBytes(flipped(piece)).build()
                : piece);
    }

    @Test
    void refusesAMissingPiece() throws Exception {
        send(random(3 << 20));
        wire.remove(1);
        refuses(UnaryOperator.identity());
    }

    @Test
    void refusesAMissingFile() throws Exception {
        send(random(100));
        assertCorrupt(() -> receive(wire, 2));
    }

    @Test
    void refusesATruncatedFile() throws Exception {
        send(random(100));
        wire.removeLast();
        assertCorrupt(() -> receive(wire, 1));
    }

    @Test
    void refusesNamesThatLeadElsewhere() throws Exception {
        send(random(100));
        for (var name : List.of("../escape", "/etc/passwd", "", ".hidden", "a/b", "x".repeat(101), "nul\0")) {
            assertCorrupt(() -> receive(
                    wire.stream()
                            .map(piece -> piece.toBuilder().setName(name).build())
                            .toList(),
                    1));
        }
    }

    @Test
    void refusesImpossibleLengths() throws Exception {
        send(random(100));
        refuses(piece -> piece.toBuilder().setRawLength(-1).build());
        refuses(piece -> piece.toBuilder().setRawLength(1 << 30).build());
        refuses(piece -> piece.toBuilder().setRawLength(99).build());
        refuses(piece -> piece.toBuilder().setRawLength(5000).build());
    }

    @Test
    void refusesMoreThanTheLimit() throws Exception {
        Files.write(source.resolve("pages-1.img"), new byte[LIMIT + 1]);
        new CheckpointSender(source, new PoolIndex(), new Packer(), wire::add).sendRest();
        refuses(UnaryOperator.identity());
    }

    private void send(byte[] content) throws Exception {
        Files.write(source.resolve("pages-1.img"), content);
        new CheckpointSender(source, new PoolIndex(), new Packer(), wire::add).sendRest();
    }

    private void receive(List<Checkpoint> pieces, int files) throws IOException {
        try (var folder = folder();
                var receiver = CheckpointReceiver.into(folder, PagePool.in(folder.pool()), LIMIT)) {
            for (var pages : pool) {
                receiver.accept(pages);
            }
            for (var piece : pieces) {
                receiver.accept(piece);
            }
            receiver.finish(files);
            arrived.clear();
            try (var images = Files.list(folder.images())) {
                for (var image : images.toList()) {
                    arrived.put(image.getFileName().toString(), Files.readAllBytes(image));
                }
            }
        }
    }

    private CheckpointFolder folder() throws IOException {
        return CheckpointFolder.open(temp, "arrival", 2L * LIMIT);
    }

    private void refuses(UnaryOperator<Checkpoint> damage) {
        assertCorrupt(() -> receive(wire.stream().map(damage).toList(), 1));
    }

    private static void assertCorrupt(org.junit.jupiter.api.function.Executable action) {
        var refusal = assertThrows(ProblemException.class, action);
        assertEquals(
                ProblemKind.PROBLEM_KIND_CORRUPT_STREAM,
                refusal.problems().getFirst().getKind());
    }

    private static ByteString flipped(Checkpoint piece) {
        var bytes = piece.getBytes().toByteArray();
        bytes[bytes.length / 2] ^= 1;
        return ByteString.copyFrom(bytes);
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }
}
