package org.deskferry.host.access;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A workstation that belongs to no fleet.
 *
 * @param request PKCS #10, DER
 * @param selfMade a certificate for its key that says nothing but that it has it
 */
public record Applicant(String name, KeyPair keys, ByteString request, X509Certificate selfMade) {
    /** It is made anew at each start, and nobody looks at its dates: clocks may be wrong here before there is a fleet. */
    private static final Duration LIFE = Duration.ofDays(3650);

    static X509Certificate selfMade(String name, KeyPair keys)
            throws GeneralSecurityException, OperatorCreationException {
        var subject = new X500Principal("CN=" + name);
        var now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                subject,
                new BigInteger(127, new SecureRandom()).setBit(0),
                Date.from(now.minus(LIFE)),
                Date.from(now.plus(LIFE)),
                subject,
                keys.getPublic());
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }
}
