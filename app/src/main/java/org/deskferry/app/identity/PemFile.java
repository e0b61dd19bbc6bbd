package org.deskferry.app.identity;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.ProblemKind;

/** Reads keys, certificates and requests from text files (RFC 7468). */
record PemFile(Path file) {
    private static final int LARGEST = 64 << 10;

    X509Certificate certificate() throws FleetException {
        return read("CERTIFICATE", content -> (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(content)));
    }

    PrivateKey key() throws FleetException {
        return read(
                "PRIVATE KEY",
                content -> KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(content)));
    }

    JcaPKCS10CertificationRequest request() throws FleetException {
        return read(
                "CERTIFICATE REQUEST",
                content -> new JcaPKCS10CertificationRequest(new PKCS10CertificationRequest(content)));
    }

    private interface Decoder<T> {
        T decode(byte[] content) throws IOException, GeneralSecurityException;
    }

    private <T> T read(String label, Decoder<T> decoder) throws FleetException {
        try {
            return decoder.decode(body(label));
        } catch (NoSuchFileException e) {
            throw unreadable(e, say("It is not there."));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw unreadable(
                    e,
                    say("It cannot be read as a {0}: {1}.", label.toLowerCase(java.util.Locale.ROOT), e.getMessage()));
        }
    }

    private byte[] body(String label) throws IOException {
        String text;
        try (var input = Files.newInputStream(file)) {
            text = new String(input.readNBytes(LARGEST), StandardCharsets.US_ASCII);
        }
        var begin = "-----BEGIN " + label + "-----";
        var start = text.indexOf(begin);
        var end = text.indexOf("-----END " + label + "-----");
        if (start < 0 || end < start) {
            throw new IOException("it has no '" + begin + "'");
        }
        return Base64.getMimeDecoder().decode(text.substring(start + begin.length(), end));
    }

    private FleetException unreadable(Exception cause, Phrase reason) {
        return new FleetException(
                cause,
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                say("file {0}", file),
                reason,
                say("Check its path and content, and that you may read it."));
    }
}
