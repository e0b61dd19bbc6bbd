package org.deskferry.host.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Checkpoint;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint from one directory to another, whole and damaged. */
class CheckpointTransferTest {
    private static final int LIMIT = 64 << 20;

    @TempDir
    Path temp;

    private Path source;
    private Path destination;
    private final List<Checkpoint> wire = new ArrayList<>();

    @BeforeEach
    void folders() throws IOException {
        source = Files.createDirectory(temp.resolve("source"));
        destination = Files.createDirectory(temp.resolve("destination"));
    }

    @Test
    void sendsMemoryAsItGrowsAndTheRestAtTheEnd() throws Exception {
        var memory = random(5 << 20);
        var pages = source.resolve("pages-1.img");
        Files.write(pages, slice(memory, 0, 3 << 20));
        Files.write(source.resolve("core-1.img"), new byte[] {1, 2, 3});
        Files.write(source.resolve("empty.img"), new byte[0]);
        var sender = new CheckpointSender(source, wire::add);

        assertTrue(sender.sendGrown());
        assertEquals(3, wire.size(), "whole pieces of the memory, and nothing else yet");
        Files.write(pages, slice(memory, 3 << 20, memory.length), StandardOpenOption.APPEND);
        sender.sendRest();
        receive(wire, sender.fileCount());

        assertArrayEquals(memory, Files.readAllBytes(destination.resolve("pages-1.img")));
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(destination.resolve("core-1.img")));
        assertArrayEquals(new byte[0], Files.readAllBytes(destination.resolve("empty.img")));
        assertEquals(memory.length + 3, sender.rawBytes());
    }

    @Test
    void compressesWhatCanBe() throws Exception {
        Files.write(source.resolve("pages-1.img"), new byte[8 << 20]);
        var sender = new CheckpointSender(source, wire::add);
        sender.sendRest();
        receive(wire, 1);

        assertTrue(sender.wireBytes() < sender.rawBytes() / 100, "zeros take almost nothing");
        assertArrayEquals(new byte[8 << 20], Files.readAllBytes(destination.resolve("pages-1.img")));
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
        new CheckpointSender(source, wire::add).sendRest();
        refuses(UnaryOperator.identity());
    }

    private void send(byte[] content) throws Exception {
        Files.write(source.resolve("pages-1.img"), content);
        new CheckpointSender(source, wire::add).sendRest();
    }

    private void receive(List<Checkpoint> pieces, int files) throws IOException {
        var fresh = Files.createTempDirectory(temp, "arrival");
        try (var receiver = new CheckpointReceiver(fresh, LIMIT)) {
            for (var piece : pieces) {
                receiver.accept(piece);
            }
            receiver.finish(files);
        }
        destination = fresh;
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
