package org.deskferry.app.archive;

import static org.deskferry.proto.problem.Phrases.say;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.deskferry.proto.v1.PodDescription;
import org.deskferry.proto.v1.PodPart;

/**
 * Reads an archive, a part at a time, in bounded memory. Whatever it gives out is as it was written; whether the archive is whole
 * is known when the last part has been read.
 */
public final class ArchiveReader implements AutoCloseable {
    private static final int LARGEST_PART = 4 << 20;
    private static final int BUFFER = 1 << 18;

    private final String name;
    private final boolean encrypted;
    private final InputStream file;
    private final InputStream body;
    private final InputStream parts;
    private final PodDescription description;
    private int checkpointFiles;
    private boolean over;

    private ArchiveReader(
            String name,
            boolean encrypted,
            InputStream file,
            InputStream body,
            InputStream parts,
            PodDescription first) {
        this.name = name;
        this.encrypted = encrypted;
        this.file = file;
        this.body = body;
        this.parts = parts;
        this.description = first;
    }

    /**
     * Opens one.
     *
     * @param passphrase is asked for if the archive is encrypted
     * @throws ArchiveException if the file is not an archive, too new, or damaged in its beginning, or the passphrase is another
     */
    public static ArchiveReader open(Path path, Supplier<Passphrase> passphrase) throws IOException, ArchiveException {
        var name = path.toString();
        var file = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        try {
            var prelude = Prelude.read(file, name);
            var seal = Seal.of(
                    prelude, prelude.isEncrypted() ? Optional.of(passphrase.get()) : Optional.<Passphrase>empty());
            var body = new SealedInput(file, seal);
            var parts = new BufferedInputStream(new ZstdInputStream(body), BUFFER);
            var first = read(parts, name, prelude.isEncrypted()).orElseThrow(() -> cutOff(name));
            if (!first.hasDescription()) {
                throw ArchiveException.damaged(name, say("it does not begin with what it holds"));
            }
            return new ArchiveReader(name, prelude.isEncrypted(), file, body, parts, first.getDescription());
        } catch (IOException | ArchiveException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Whether a passphrase is needed to open this file. */
    public static boolean isLocked(Path path) throws IOException, ArchiveException {
        try (var file = Files.newInputStream(path)) {
            return Prelude.read(file, path.toString()).isEncrypted();
        }
    }

    public PodDescription description() {
        return description;
    }

    public boolean isEncrypted() {
        return encrypted;
    }

    /**
     * The next part after the description, the last of which is an end; then empty.
     *
     * @throws ArchiveException if the archive is damaged or cut off
     */
    public Optional<PodPart> next() throws IOException, ArchiveException {
        if (over) {
            return Optional.empty();
        }
        var part = read(parts, name, encrypted).orElseThrow(() -> cutOff(name));
        if (part.hasCheckpoint() && part.getCheckpoint().hasEnd()) {
            checkpointFiles++;
        } else if (part.hasEnd()) {
            end(part);
        } else if (part.hasDescription()) {
            throw ArchiveException.damaged(name, say("it begins twice"));
        }
        return Optional.of(part);
    }

    private void end(PodPart part) throws IOException, ArchiveException {
        if (part.getEnd().getCheckpointFiles() != checkpointFiles) {
            throw ArchiveException.damaged(name, say("files of the checkpoint are missing"));
        }
        try {
            if (parts.read() >= 0 || body.read() >= 0) {
                throw ArchiveException.damaged(name, say("something follows its end"));
            }
        } catch (SealedInput.BrokenException | ZstdIOException e) {
            throw ArchiveException.damaged(name, say("its end has changed"));
        }
        over = true;
    }

    private static Optional<PodPart> read(InputStream parts, String name, boolean encrypted)
            throws IOException, ArchiveException {
        try {
            var first = parts.read();
            if (first < 0) {
                return Optional.empty();
            }
            var length = CodedInputStream.readRawVarint32(first, parts);
            if (length < 0 || length > LARGEST_PART) {
                throw ArchiveException.damaged(name, say("a part has an impossible length"));
            }
            var bytes = parts.readNBytes(length);
            if (bytes.length < length) {
                throw cutOff(name);
            }
            return Optional.of(PodPart.parseFrom(bytes));
        } catch (SealedInput.BrokenException e) {
            throw e.isFirst() && encrypted
                    ? ArchiveException.wrongPassphrase(name)
                    : ArchiveException.damaged(name, say("it has been cut off or altered"));
        } catch (EOFException | ZstdIOException | InvalidProtocolBufferException e) {
            throw ArchiveException.damaged(name, say("it has been cut off or altered"));
        }
    }

    private static ArchiveException cutOff(String name) {
        return ArchiveException.damaged(name, say("its end is missing"));
    }

    @Override
    public void close() throws IOException {
        parts.close();
        file.close();
    }
}
