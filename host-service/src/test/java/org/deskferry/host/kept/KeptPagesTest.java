package org.deskferry.host.kept;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deskferry.host.checkpoint.Digests;
import org.deskferry.host.checkpoint.PagePool;
import org.deskferry.host.checkpoint.PoolIndex;
import org.deskferry.host.memory.Keepsake;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PooledRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptPagesTest {
    private static final int PAGE = PoolIndex.PAGE;
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final int ALL = 1 << 18;

    @TempDir
    Path folder;

    private final Random random = new Random(7);
    private final PodManifest pod = pod("anna");

    @Test
    void whatAPodHadIsThereAgainWhenItComesBack() throws IOException {
        var pages = pages(600);
        var kept = kept(1 << 30);
        keep(kept, pod, pages);

        assertTrue(kept.has(pod));
        assertArrayEquals(pages, recalled(kept, ALL));
    }

    @Test
    void eachPageIsKeptOnce() throws IOException {
        var pages = pages(3);
        var kept = kept(1 << 30);
        keep(kept, pod, pages, pages, Arrays.copyOf(pages, PAGE));
        assertArrayEquals(pages, recalled(kept, ALL));
    }

    @Test
    void noMoreComesIntoMemoryThanHasRoom() throws IOException {
        var pages = pages(600);
        var kept = kept(1 << 30);
        keep(kept, pod, pages);
        assertArrayEquals(Arrays.copyOf(pages, 300 * PAGE), recalled(kept, 300));
    }

    @Test
    void nobodyCanReadThemWithoutThePod() throws IOException {
        var secret = "the quick brown fox".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        var kept = kept(1 << 30);
        keep(kept, pod, Arrays.copyOf(secret, PAGE));

        var file = files().getFirst();
        assertFalse(file.getFileName().toString().contains(pod.getId()));
        assertFalse(
                new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1).contains("quick"));
        assertFalse(kept.has(pod("another")));
        assertEquals(
                "rw-------",
                java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void aDamagedFileGivesWhatIsSoundBeforeTheDamage() throws IOException {
        var pages = pages(600);
        var kept = kept(1 << 30);
        keep(kept, pod, pages);
        var file = files().getFirst();
        var content = Files.readAllBytes(file);
        content[content.length - PAGE] ^= 1;
        Files.write(file, content);
        assertArrayEquals(Arrays.copyOf(pages, 512 * PAGE), recalled(kept, ALL));

        Files.write(file, Arrays.copyOf(content, 10));
        assertEquals(0, recalled(kept, ALL).length);
    }

    @Test
    void aMoveThatCameToNothingLeavesNothing() throws IOException {
        try (var draft = kept(1 << 30).draft(pod)) {
            draft.accept(pages(4));
        }
        assertEquals(List.of(), files());
    }

    @Test
    void theOldestGoWhenThereAreTooMany() throws IOException {
        var kept = kept(1 << 20);
        var other = pod("berta");
        keep(kept, other, pages(200));
        Files.setLastModifiedTime(files().getFirst(), FileTime.from(NOW.minusSeconds(100)));
        keep(kept, pod, pages(200));
        assertTrue(kept.has(pod));
        assertFalse(kept.has(other));
    }

    @Test
    void whatIsTooOldGoes() throws IOException {
        var kept = kept(1 << 30);
        keep(kept, pod, pages(2));
        Files.setLastModifiedTime(files().getFirst(), FileTime.from(NOW.minusSeconds(3601)));
        kept.makeRoom();
        assertEquals(List.of(), files());
    }

    @Test
    void nothingIsKeptWhereThatIsNotWanted() {
        assertSame(Keepsake.NONE, kept(0).draft(pod));
        assertSame(
                Keepsake.NONE,
                kept(1 << 30).draft(pod.toBuilder().clearKeptKey().build()));
    }

    private KeptPages kept(long limit) {
        return new KeptPages(folder.resolve("kept"), limit, Duration.ofHours(1), () -> NOW);
    }

    private static void keep(KeptPages kept, PodManifest pod, byte[]... pieces) {
        try (var draft = kept.draft(pod)) {
            for (var piece : pieces) {
                draft.accept(piece);
            }
            draft.keep();
        }
    }

    /** Read again from the pool, as a move would; the hashes are checked to be theirs. */
    private byte[] recalled(KeptPages kept, int most) throws IOException {
        var file = folder.resolve("pool");
        Files.deleteIfExists(file);
        try (var pool = PagePool.in(file)) {
            var hashes = kept.recall(pod, pool, most);
            var count = hashes.length / 16;
            var pages = new byte[count * PAGE];
            for (var number = 0; number < count; number++) {
                var run = PooledRun.newBuilder().setFirst(number).setPages(1).build();
                var page = pool.complete(new byte[0], List.of(run)).orElseThrow();
                assertArrayEquals(
                        Digests.bigEndian(PoolIndex.hash(page, 0)),
                        Arrays.copyOfRange(hashes, number * 16, number * 16 + 16));
                System.arraycopy(page, 0, pages, number * PAGE, PAGE);
            }
            return pages;
        }
    }

    private byte[] pages(int count) {
        var pages = new byte[count * PAGE];
        random.nextBytes(pages);
        return pages;
    }

    private static PodManifest pod(String name) {
        return PodManifest.newBuilder()
                .setId("00000000-0000-4000-8000-000000000001")
                .setName(name)
                .setKeptKey(ByteString.copyFrom(KeptPages.newKey()))
                .build();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("kept"))) {
            return files.toList();
        }
    }
}
