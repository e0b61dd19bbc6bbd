package org.deskferry.app.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.deskferry.proto.v1.Checkpoint;
import org.deskferry.proto.v1.CheckpointEnd;
import org.deskferry.proto.v1.PartsEnd;
import org.deskferry.proto.v1.PodDescription;
import org.deskferry.proto.v1.PodPart;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What went into an archive comes out of it, or words do. */
class ArchiveTest {
    private static final Optional<Passphrase> NONE = Optional.empty();
    private static final Optional<Passphrase> LOCK = passphrase("correct horse battery");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWentInComesOut(boolean locked) throws Exception {
        var lock = locked ? LOCK : NONE;
        var parts = parts(3 << 20);
        var file = write(parts, lock);
        try (var archive = ArchiveReader.open(file, lock::orElseThrow)) {
            assertEquals(locked, archive.isEncrypted());
            assertEquals(parts.getFirst().getDescription(), archive.description());
            assertEquals(parts.subList(1, parts.size()), rest(archive));
        }
        assertEquals(locked, !contains(Files.readAllBytes(file), "a-magic-word"));
    }

    /** Each byte of the prelude, and some of all else. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noByteCanBeChanged(boolean locked) throws Exception {
        var lock = locked ? LOCK : NONE;
        var good = Files.readAllBytes(write(parts(300 << 10), lock));
        for (var at = 0; at < good.length; at += at < 60 && !locked ? 1 : good.length / 40) {
            var bad = good.clone();
            bad[at] ^= 0x40;
            refuses(bad, lock);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingCanBeCutOffOrAdded(boolean locked) throws Exception {
        var lock = locked ? LOCK : NONE;
        var good = Files.readAllBytes(write(parts(300 << 10), lock));
        var chunk = SealedOutput.CHUNK + (locked ? 16 : 32);
        for (var length : List.of(0, 7, 20, good.length / 2, good.length - chunk, good.length - 1)) {
            refuses(Arrays.copyOf(good, length), lock);
        }
        refuses(ByteString.copyFrom(good).concat(ByteString.copyFrom(good)).toByteArray(), lock);
    }

    @Test
    void chunksCannotChangePlaces() throws Exception {
        var good = Files.readAllBytes(write(parts(300 << 10), NONE));
        var chunk = SealedOutput.CHUNK + 32;
        var begin = good.length - 2 * chunk - (good.length % chunk);
        var bad = good.clone();
        System.arraycopy(good, begin, bad, begin + chunk, chunk);
        System.arraycopy(good, begin + chunk, bad, begin, chunk);
        refuses(bad, NONE);
    }

    @Test
    void anotherPassphraseIsToldFromDamage() throws Exception {
        var file = write(parts(10), LOCK);
        var other = passphrase("incorrect horse battery");
        var failure = assertThrows(ArchiveException.class, () -> ArchiveReader.open(file, other::orElseThrow));
        assertEquals(ProblemKind.PROBLEM_KIND_NOT_ALLOWED, failure.problem().getKind());
    }

    @Test
    void otherFilesAndLaterFormatsAreNamed() throws Exception {
        refuses("#!/bin/sh\necho hello".getBytes(StandardCharsets.UTF_8), NONE, ProblemKind.PROBLEM_KIND_BAD_REQUEST);
        var later = Files.readAllBytes(write(parts(10), NONE));
        later[9]++;
        var failure = refuses(later, NONE, ProblemKind.PROBLEM_KIND_BAD_REQUEST);
        assertTrue(failure.problem().getReason().contains("newer"), failure::getMessage);
    }

    @Test
    void anArchiveThatSaysLessThanItHasIsDamaged() throws Exception {
        var parts = parts(10);
        refuses(bytes(parts.subList(0, parts.size() - 1), NONE), NONE);
        var fewer = new ArrayList<>(parts);
        fewer.remove(2);
        refuses(bytes(fewer, NONE), NONE);
        var twice = new ArrayList<>(parts);
        twice.add(1, parts.getFirst());
        refuses(bytes(twice, NONE), NONE);
        refuses(bytes(parts.subList(1, parts.size()), NONE), NONE);
    }

    private static List<PodPart> parts(int size) {
        var noise = new byte[size];
        new Random(1).nextBytes(noise);
        var parts = new ArrayList<PodPart>();
        parts.add(PodPart.newBuilder()
                .setDescription(PodDescription.newBuilder().setWorkstation("a-magic-word"))
                .build());
        for (var at = 0; at < size; at += 1 << 20) {
            parts.add(checkpoint(
                    Checkpoint.newBuilder().setBytes(ByteString.copyFrom(noise, at, Math.min(1 << 20, size - at)))));
        }
        parts.add(checkpoint(
                Checkpoint.newBuilder().setEnd(CheckpointEnd.newBuilder().setSize(size))));
        parts.add(PodPart.newBuilder()
                .setEnd(PartsEnd.newBuilder().setCheckpointFiles(1))
                .build());
        return parts;
    }

    private static PodPart checkpoint(Checkpoint.Builder piece) {
        return PodPart.newBuilder().setCheckpoint(piece).build();
    }

    private Path write(List<PodPart> parts, Optional<Passphrase> lock) throws IOException {
        return Files.write(folder.resolve("archive"), bytes(parts, lock));
    }

    private static byte[] bytes(List<PodPart> parts, Optional<Passphrase> lock) throws IOException {
        var file = new ByteArrayOutputStream();
        var archive = ArchiveWriter.begin(file, lock);
        for (var part : parts) {
            archive.accept(part);
        }
        archive.finish();
        return file.toByteArray();
    }

    private void refuses(byte[] bytes, Optional<Passphrase> lock) throws IOException {
        var file = Files.write(folder.resolve("bad"), bytes);
        var failure = assertThrows(ArchiveException.class, () -> readAll(file, lock));
        assertFalse(failure.problem().getReason().isEmpty());
    }

    private ArchiveException refuses(byte[] bytes, Optional<Passphrase> lock, ProblemKind kind) throws IOException {
        var file = Files.write(folder.resolve("bad"), bytes);
        var failure = assertThrows(ArchiveException.class, () -> readAll(file, lock));
        assertEquals(kind, failure.problem().getKind());
        return failure;
    }

    private static void readAll(Path file, Optional<Passphrase> lock) throws IOException, ArchiveException {
        try (var archive = ArchiveReader.open(file, () -> lock.orElse(LOCK.orElseThrow()))) {
            var _ = rest(archive);
        }
    }

    private static List<PodPart> rest(ArchiveReader archive) throws IOException, ArchiveException {
        var parts = new ArrayList<PodPart>();
        for (var part = archive.next(); part.isPresent(); part = archive.next()) {
            parts.add(part.get());
        }
        return parts;
    }

    private static boolean contains(byte[] bytes, String word) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(word);
    }

    private static Optional<Passphrase> passphrase(String text) {
        return Optional.of(new Passphrase(text.toCharArray()));
    }
}
