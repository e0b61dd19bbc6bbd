package org.deskferry.app.archive;

import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.deskferry.proto.v1.ArchivePrelude;

/**
 * What an archive begins with, in the clear: 8 bytes by which the file is known (they include line ends and bytes that a transfer
 * as text would change), the version of the format and the length of what follows (16 bits each, big-endian), and an
 * {@link ArchivePrelude}.
 */
record Prelude(ByteString bytes, ArchivePrelude content) {
    static final int VERSION = 1;
    private static final byte[] MAGIC = "\u0089DFPOD\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final int SALT = 16;
    private static final int NONCE_PREFIX = 7;
    private static final int LONGEST = 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Of a new archive. */
    static Prelude fresh(Optional<Passphrase> passphrase) {
        var content = ArchivePrelude.newBuilder().setSalt(random(SALT));
        passphrase.ifPresent(_ -> content.setIterations(Passphrase.ITERATIONS).setNoncePrefix(random(NONCE_PREFIX)));
        return of(content.build());
    }

    private static Prelude of(ArchivePrelude content) {
        var message = content.toByteArray();
        var bytes = ByteBuffer.allocate(MAGIC.length + 2 * Short.BYTES + message.length)
                .put(MAGIC)
                .putShort((short) VERSION)
                .putShort((short) message.length)
                .put(message);
        return new Prelude(ByteString.copyFrom(bytes.array()), content);
    }

    private static ByteString random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    /** Reads the one of {@code file}. */
    static Prelude read(InputStream input, String file) throws IOException, ArchiveException {
        var data = new DataInputStream(input);
        if (!Arrays.equals(data.readNBytes(MAGIC.length), MAGIC)) {
            throw ArchiveException.noArchive(file);
        }
        try {
            var version = data.readUnsignedShort();
            if (version > VERSION) {
                throw ArchiveException.tooNew(file, version);
            }
            var length = data.readUnsignedShort();
            var message = new byte[Math.min(length, LONGEST)];
            data.readFully(message);
            var prelude = of(ArchivePrelude.parseFrom(message));
            if (version < 1 || !prelude.isSound() || prelude.bytes.size() != MAGIC.length + 2 * Short.BYTES + length) {
                throw ArchiveException.damaged(file, say("its beginning has changed"));
            }
            return prelude;
        } catch (EOFException | InvalidProtocolBufferException e) {
            throw ArchiveException.damaged(file, say("its beginning has changed"));
        }
    }

    private boolean isSound() {
        return content.getSalt().size() == SALT
                && (content.getIterations() == 0
                        ? content.getNoncePrefix().isEmpty()
                        : content.getNoncePrefix().size() == NONCE_PREFIX
                                && content.getIterations() >= Passphrase.FEWEST_ITERATIONS
                                && content.getIterations() <= Passphrase.MOST_ITERATIONS);
    }

    boolean isEncrypted() {
        return content.getIterations() > 0;
    }

    /** SHA-256 of its bytes: it is part of the seal of all that follows. */
    ByteString digest() {
        return ByteString.copyFrom(Sha256.of(bytes.toByteArray()));
    }
}
