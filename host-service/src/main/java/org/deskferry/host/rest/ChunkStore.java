package org.deskferry.host.rest;

import static org.deskferry.proto.problem.Phrases.say;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;

/**
 * Chunks of bytes on the disk, each once: a file that is named by the SHA-256 of the bytes it holds, compressed. Thread-safe for
 * what adds and reads; removing is for times when nobody adds.
 */
final class ChunkStore {
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");
    private static final int LEVEL = 3;
    private static final int FOLDER = 2;

    private final Path folder;

    ChunkStore(Path folder) {
        this.folder = folder;
    }

    /**
     * A chunk in the store.
     *
     * @param added bytes it took of the disk; 0 if it was there before
     */
    record Stored(String name, long added) {}

    /** Puts the first {@code length} bytes of {@code bytes} in. On the disk only after the file system is synced. */
    Stored put(byte[] bytes, int length) throws IOException {
        var name = name(bytes, length);
        var file = file(name);
        if (Files.exists(file)) {
            return new Stored(name, 0);
        }
        var packed = Zstd.compress(Arrays.copyOf(bytes, length), LEVEL);
        Files.createDirectories(file.getParent());
        var draft = Files.createTempFile(file.getParent(), "draft-", "");
        try {
            Files.write(draft, packed);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
        return new Stored(name, packed.length);
    }

    /**
     * Reads a chunk.
     *
     * @throws ProblemException (CORRUPT_STREAM) if it is missing or not what it was
     */
    byte[] get(String name) throws IOException {
        var file = NAME.matcher(name).matches() ? file(name) : folder;
        if (!Files.isRegularFile(file)) {
            throw damaged(name, "is missing");
        }
        try {
            var packed = Files.readAllBytes(file);
            var size = Zstd.getFrameContentSize(packed);
            if (size < 0 || size > Chunker.LARGEST) {
                throw damaged(name, "has changed");
            }
            var bytes = new byte[(int) size];
            if (Zstd.decompress(bytes, packed) != size
                    || !name(bytes, bytes.length).equals(name)) {
                throw damaged(name, "has changed");
            }
            return bytes;
        } catch (ZstdException e) {
            throw damaged(name, "has changed");
        }
    }

    /** Removes all chunks but those in {@code needed} and returns how many bytes of the disk that made free. */
    long keepOnly(Set<String> needed) throws IOException {
        var freed = 0L;
        if (!Files.isDirectory(folder)) {
            return freed;
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (!needed.contains(file.getFileName().toString())) {
                    freed += Files.size(file);
                    Files.delete(file);
                }
            }
        }
        return freed;
    }

    private Path file(String name) {
        return folder.resolve(name.substring(0, FOLDER)).resolve(name);
    }

    private static String name(byte[] bytes, int length) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.wrap(bytes, 0, length));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProblemException damaged(String name, String how) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_CORRUPT_STREAM,
                say("the store of snapshots"),
                say("A part of the snapshot ({0}) {1} on the disk.", name, how),
                say("Check the disk; this snapshot cannot be restored, others may."));
    }
}
