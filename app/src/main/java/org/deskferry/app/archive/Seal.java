package org.deskferry.app.archive;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Closes and opens the chunks of an archive's body. The seal of a chunk covers the prelude, the chunk's number and whether it is
 * the last: none can be changed, left out, moved or added. This is the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár:
 * "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015).
 */
sealed interface Seal {
    /** How much longer a closed chunk is. */
    int overhead();

    byte[] close(byte[] chunk, long number, boolean last);

    /** What was closed; empty if this is not what was. */
    Optional<byte[]> open(byte[] closed, long number, boolean last);

    /** In the clear, with a hash: guards against damage, not against someone who alters the file and its hashes. */
    record Hashed(ByteString prelude) implements Seal {
        private static final int HASH = 32;

        @Override
        public int overhead() {
            return HASH;
        }

        @Override
        public byte[] close(byte[] chunk, long number, boolean last) {
            var closed = Arrays.copyOf(chunk, chunk.length + HASH);
            System.arraycopy(hash(chunk, number, last), 0, closed, chunk.length, HASH);
            return closed;
        }

        @Override
        public Optional<byte[]> open(byte[] closed, long number, boolean last) {
            if (closed.length < HASH) {
                return Optional.empty();
            }
            var chunk = Arrays.copyOf(closed, closed.length - HASH);
            var right = Arrays.equals(closed, chunk.length, closed.length, hash(chunk, number, last), 0, HASH);
            return right ? Optional.of(chunk) : Optional.empty();
        }

        private byte[] hash(byte[] chunk, long number, boolean last) {
            var place = ByteBuffer.allocate(Long.BYTES + 1).putLong(number).put((byte) (last ? 1 : 0));
            return Sha256.of(prelude.toByteArray(), place.array(), chunk);
        }
    }

    /** AES-256-GCM. The nonce of a chunk is 7 random bytes of the archive, the number in 32 bits and a byte that is 1 for the last. */
    record Encrypted(SecretKeySpec key, ByteString noncePrefix, ByteString prelude) implements Seal {
        private static final int TAG = 16;
        private static final int NONCE = 12;
        private static final long MOST = 1L << 32;

        @Override
        public int overhead() {
            return TAG;
        }

        @Override
        public byte[] close(byte[] chunk, long number, boolean last) {
            try {
                return cipher(Cipher.ENCRYPT_MODE, number, last).doFinal(chunk);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Optional<byte[]> open(byte[] closed, long number, boolean last) {
            try {
                return Optional.of(cipher(Cipher.DECRYPT_MODE, number, last).doFinal(closed));
            } catch (AEADBadTagException e) {
                return Optional.empty();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private Cipher cipher(int mode, long number, boolean last) throws GeneralSecurityException {
            if (number >= MOST) {
                throw new GeneralSecurityException("an archive has at most 2^32 chunks");
            }
            var nonce = ByteBuffer.allocate(NONCE)
                    .put(noncePrefix.toByteArray())
                    .putInt((int) number)
                    .put((byte) (last ? 1 : 0));
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce.array()));
            cipher.updateAAD(prelude.toByteArray());
            return cipher;
        }
    }

    /** The one of an archive; a passphrase where it is encrypted. */
    static Seal of(Prelude prelude, Optional<Passphrase> passphrase) {
        if (!prelude.isEncrypted()) {
            return new Hashed(prelude.digest());
        }
        var content = prelude.content();
        var key = passphrase.orElseThrow().key(content.getSalt().toByteArray(), content.getIterations());
        return new Encrypted(key, content.getNoncePrefix(), prelude.digest());
    }
}
