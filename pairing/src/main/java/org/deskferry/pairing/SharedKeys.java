package org.deskferry.pairing;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/** What only those have who took part in one {@link KeyAgreement} with the same code. */
public final class SharedKeys {
    private static final String MAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final byte[] material;
    private final byte[] said;

    /** What a proof is for; each has a key of its own, so that none passes for another. */
    public enum Purpose {
        /** The operator knows the code, and means this fleet. */
        OPERATOR,
        /** The workstation knows the code, and has understood which fleet. */
        WORKSTATION,
        /** This is the workstation's certificate. */
        ADMISSION;

        private byte[] label() {
            return ("deskferry pairing 1 " + name()).getBytes(StandardCharsets.US_ASCII);
        }
    }

    private SharedKeys(byte[] material, byte[] said) {
        this.material = material;
        this.said = said;
    }

    static SharedKeys of(byte[] material, List<byte[]> said) {
        return new SharedKeys(material, Fingerprint.sha256(joined(said)));
    }

    /** A proof that whoever sends it has these keys, and sends this with it. */
    public ByteString proof(Purpose purpose, byte[] content) {
        return ByteString.copyFrom(mac(purpose, content));
    }

    /** Whether the other has the same keys and sent this. */
    public boolean isProved(Purpose purpose, byte[] content, ByteString proof) {
        return MessageDigest.isEqual(mac(purpose, content), proof.toByteArray());
    }

    private byte[] mac(Purpose purpose, byte[] content) {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(key(purpose));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** HKDF (RFC 5869), salted with all that was said: an altered word makes other keys. */
    private SecretKey key(Purpose purpose) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveKey(
                        MAC,
                        HKDFParameterSpec.ofExtract()
                                .addIKM(material)
                                .addSalt(said)
                                .thenExpand(purpose.label(), KEY_BYTES));
    }

    /** With the length before each, so that no two lists become the same. */
    private static byte[] joined(List<byte[]> parts) {
        var all = ByteBuffer.allocate(
                parts.stream().mapToInt(part -> Integer.BYTES + part.length).sum());
        parts.forEach(part -> all.putInt(part.length).put(part));
        return all.array();
    }
}
