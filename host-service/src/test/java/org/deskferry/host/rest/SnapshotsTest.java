package org.deskferry.host.rest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Checkpoint;
import org.deskferry.proto.v1.PodPart;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.SnapshotRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of snapshots on the disk: each as it was, what they have alike once, nothing of those that are gone. */
class SnapshotsTest {
    private static final int SIZE = 8 << 20;

    @TempDir
    Path state;

    private Path folder;
    private Snapshots snapshots;

    @BeforeEach
    void open() {
        folder = state.resolve("snapshots");
        snapshots = new Snapshots(folder);
    }

    @Test
    void whatTwoHaveAlikeIsThereOnce() throws IOException {
        var content = noise(1, SIZE);
        var first = take("first", content);
        var second = take("second", insert(content, 3 << 20, noise(2, 1000)));
        assertTrue(first.getAddedBytes() >= SIZE, first::toString);
        assertTrue(second.getAddedBytes() <= 4L * Chunker.LARGEST, second::toString);
        assertArrayEquals(content, read("first"));
        assertArrayEquals(insert(content, 3 << 20, noise(2, 1000)), read("second"));
    }

    @Test
    void whatAnotherNeedsOutlivesARemoval() throws IOException {
        var content = noise(1, SIZE);
        take("first", content);
        take("second", content);
        assertTrue(snapshots.remove(snapshots.find("first")) < SIZE / 8);
        assertArrayEquals(content, read("second"));
        assertTrue(snapshots.remove(snapshots.find("second")) >= SIZE);
        assertEquals(List.of(), filesIn(folder));
    }

    @Test
    void whatWasNeverFinishedIsRemoved() throws IOException {
        var kept = noise(1, SIZE);
        take("kept", kept);
        var draft = snapshots.begin();
        draft.accept(part(noise(2, SIZE)));
        new Snapshots(folder).removeLeftovers();
        assertEquals(
                List.of("kept"),
                snapshots.list().stream().map(SnapshotRecord::getName).toList());
        assertArrayEquals(kept, read("kept"));
        assertTrue(size() < 2L * SIZE);
    }

    @Test
    void damageIsNoticed() throws IOException {
        take("first", noise(1, SIZE));
        var chunk = filesIn(folder.resolve("store")).getFirst();
        var bytes = Files.readAllBytes(chunk);
        bytes[bytes.length / 2] ^= 1;
        Files.write(chunk, bytes);
        refuses(ProblemKind.PROBLEM_KIND_CORRUPT_STREAM, () -> read("first"));
        Files.delete(chunk);
        refuses(ProblemKind.PROBLEM_KIND_CORRUPT_STREAM, () -> read("first"));
    }

    @Test
    void namesAreNamesAndUnique() throws IOException {
        take("first", noise(1, 10));
        refuses(ProblemKind.PROBLEM_KIND_NAME_IN_USE, () -> snapshots.chooseName("first", "anna"));
        refuses(ProblemKind.PROBLEM_KIND_BAD_REQUEST, () -> snapshots.chooseName("../first", "anna"));
        refuses(ProblemKind.PROBLEM_KIND_UNKNOWN_SNAPSHOT, () -> snapshots.find("second"));
        assertTrue(snapshots.chooseName("", "anna").startsWith("anna-"));
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void refuses(ProblemKind kind, Work work) {
        var failure = assertThrows(ProblemException.class, work::run);
        assertEquals(Set.of(kind), Set.of(failure.problems().getFirst().getKind()));
    }

    private SnapshotRecord take(String name, byte[] content) throws IOException {
        try (var draft = snapshots.begin()) {
            draft.accept(part(content));
            return draft.publish(SnapshotRecord.newBuilder().setName(name).build());
        }
    }

    private byte[] read(String name) throws IOException {
        try (var content = snapshots.open(snapshots.find(name))) {
            return PodPart.parseDelimitedFrom(content)
                    .getCheckpoint()
                    .getBytes()
                    .toByteArray();
        }
    }

    private static PodPart part(byte[] content) {
        return PodPart.newBuilder()
                .setCheckpoint(Checkpoint.newBuilder().setBytes(ByteString.copyFrom(content)))
                .build();
    }

    private static byte[] noise(int seed, int size) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] insert(byte[] bytes, int at, byte[] more) {
        return ByteString.copyFrom(bytes, 0, at)
                .concat(ByteString.copyFrom(more))
                .concat(ByteString.copyFrom(bytes, at, bytes.length - at))
                .toByteArray();
    }

    private long size() throws IOException {
        var size = 0L;
        for (var file : filesIn(folder)) {
            size += Files.size(file);
        }
        return size;
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
