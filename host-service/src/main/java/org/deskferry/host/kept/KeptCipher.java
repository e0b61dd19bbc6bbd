package org.deskferry.host.kept;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Seals the chunks of one file with AES-256-GCM. The key is derived from the pod's and the file's salt (HKDF with SHA-256, RFC 5869), so that
 * it never seals two files; the nonce is the chunk's number.
 */
final class KeptCipher {
    static final int SALT = 32;
    static final int TAG = 16;
    private static final int NONCE = 12;
    private static final int KEY = 32;
    private static final int NAME = 16;
    private static final byte[] SEALING = "deskferry kept pages".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NAMING = "deskferry kept pages: name".getBytes(StandardCharsets.US_ASCII);

    private final SecretKey key;

    private KeptCipher(SecretKey key) {
        this.key = key;
    }

    static KeptCipher of(byte[] podKey, byte[] salt) {
        try {
            var parameters =
                    HKDFParameterSpec.ofExtract().addIKM(podKey).addSalt(salt).thenExpand(SEALING, KEY);
            return new KeptCipher(KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The name of a pod's file, which tells nobody without the key whose it is. */
    static String name(byte[] podKey) {
        try {
            var parameters = HKDFParameterSpec.ofExtract().addIKM(podKey).thenExpand(NAMING, NAME);
            return HexFormat.of().formatHex(KDF.getInstance("HKDF-SHA256").deriveData(parameters));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] seal(byte[] chunk, int length, int number) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, number).doFinal(chunk, 0, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was sealed; empty if this is not what was. */
    Optional<byte[]> open(byte[] sealed, int number) {
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, number).doFinal(sealed));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Cipher cipher(int mode, int number) throws GeneralSecurityException {
        var nonce = ByteBuffer.allocate(NONCE).putInt(NONCE - Integer.BYTES, number);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(Byte.SIZE * TAG, nonce.array()));
        return cipher;
    }
}
