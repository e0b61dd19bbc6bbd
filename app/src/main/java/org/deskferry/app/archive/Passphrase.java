package org.deskferry.app.archive;

import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** What a person knows and an archive is locked with. */
public final class Passphrase {
    /** As OWASP recommends for PBKDF2-HMAC-SHA256 (Password Storage Cheat Sheet, 2023). */
    static final int ITERATIONS = 600_000;

    static final int FEWEST_ITERATIONS = 100_000;
    /** What a file may ask a reader to compute: some seconds. */
    static final int MOST_ITERATIONS = 10_000_000;

    private static final int KEY_BITS = 256;
    private static final int SHORTEST = 8;

    private final char[] text;

    public Passphrase(char[] text) {
        this.text = text.clone();
    }

    /** Whether it is long enough to lock something with: 8 characters. */
    public boolean isLongEnough() {
        return text.length >= SHORTEST;
    }

    /** The key of one archive (PKCS #5, RFC 8018: PBKDF2 with HMAC-SHA-256). */
    SecretKeySpec key(byte[] salt, int iterations) {
        var spec = new PBEKeySpec(text, salt, iterations, KEY_BITS);
        try {
            var key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            return new SecretKeySpec(key, "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            spec.clearPassword();
        }
    }
}
