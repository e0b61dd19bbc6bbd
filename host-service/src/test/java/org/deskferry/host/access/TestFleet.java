package org.deskferry.host.access;

import java.io.StringReader;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.deskferry.proto.v1.Certificates;
import org.deskferry.proto.v1.Role;

/** A fleet's CA, as an operator has one. */
public final class TestFleet {
    private static final Duration LIFE = Duration.ofDays(365);

    private final KeyPair keys = newKeys();
    private final X509Certificate authority;

    public TestFleet() throws Exception {
        var subject = new X500Principal("CN=fleet");
        var builder = new JcaX509v3CertificateBuilder(
                subject, serial(), date(Duration.ofDays(-1)), date(LIFE.multipliedBy(2)), subject, keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        authority = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    X509Certificate authority() {
        return authority;
    }

    /** A member. */
    public Identity workstation(String name) throws Exception {
        return identity(name, Role.ROLE_WORKSTATION, LIFE);
    }

    Identity operator(String name) throws Exception {
        return identity(name, Role.ROLE_OPERATOR, LIFE);
    }

    /** An identity whose certificate ends at {@code end} from now. */
    Identity identity(String name, Role role, Duration end) throws Exception {
        var own = newKeys();
        return new Identity(name, own.getPrivate(), sign(name, own.getPublic(), role, end), authority);
    }

    X509Certificate sign(String name, PublicKey key, Role role, Duration end) throws Exception {
        var builder = new JcaX509v3CertificateBuilder(
                authority.getSubjectX500Principal(),
                serial(),
                date(end.minus(LIFE)),
                date(end),
                new X500Principal("CN=" + name),
                key);
        var purpose = KeyPurposeId.getInstance(
                new ASN1ObjectIdentifier(role.getValueDescriptor().getOptions().getExtension(Certificates.keyPurpose)));
        var purposes = role == Role.ROLE_WORKSTATION
                ? new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth, purpose}
                : new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth, purpose};
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
        builder.addExtension(
                Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    /** Signs the request.pem of an identity folder and puts the answer beside it. */
    void enroll(Path folder, String name, Role role) throws Exception {
        try (var parser = new PEMParser(new StringReader(Files.readString(folder.resolve("request.pem"))))) {
            var request = new JcaPKCS10CertificationRequest((PKCS10CertificationRequest) parser.readObject());
            write(folder.resolve("certificate.pem"), sign(name, request.getPublicKey(), role, LIFE));
            write(folder.resolve("fleet.pem"), authority);
        }
    }

    static void write(Path file, X509Certificate certificate) throws Exception {
        var body = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
        Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    }

    private static KeyPair newKeys() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static BigInteger serial() {
        return new BigInteger(64, new SecureRandom());
    }

    private static Date date(Duration fromNow) {
        return Date.from(Instant.now().plus(fromNow));
    }
}
