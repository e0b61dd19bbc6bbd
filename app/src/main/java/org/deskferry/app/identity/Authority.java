package org.deskferry.app.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.deskferry.proto.v1.Certificates;
import org.deskferry.proto.v1.Role;

/** The fleet's CA: signs what certificate.proto describes. */
record Authority(X509Certificate certificate, PrivateKey key) {
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final int SERIAL_BITS = 127;
    private static final Duration CA_LIFE = Duration.ofDays(5 * 365 + 1);
    private static final Duration LIFE = Duration.ofDays(2 * 365);
    /** Clocks of a fleet's machines differ. */
    private static final Duration BEFORE_NOW = Duration.ofHours(1);

    /** A new CA with a key of its own. */
    static Authority create(Instant now) throws GeneralSecurityException {
        var pair = newKey();
        var subject = new X500Principal("CN=Deskferry fleet");
        var builder = builder(subject, subject, pair.getPublic(), now, now.plus(CA_LIFE));
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        return new Authority(signed(builder, pair.getPrivate()), pair.getPrivate());
    }

    static KeyPair newKey() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    X509Certificate signWorkstation(String name, PublicKey key, Instant now) throws GeneralSecurityException {
        var names = new GeneralNames(new GeneralName(GeneralName.dNSName, name));
        return sign(name, key, Role.ROLE_WORKSTATION, now, now.plus(LIFE), names);
    }

    X509Certificate signOperator(String name, PublicKey key, Instant now) throws GeneralSecurityException {
        return sign(name, key, Role.ROLE_OPERATOR, now, now.plus(LIFE));
    }

    /** A certificate that begins and ends when it is told to, and never outlives the CA. */
    X509Certificate sign(String name, PublicKey key, Role role, Instant begin, Instant end, GeneralNames... names)
            throws GeneralSecurityException {
        var caEnd = certificate.getNotAfter().toInstant();
        var builder = builder(
                certificate.getSubjectX500Principal(),
                new X500Principal("CN=" + name),
                key,
                begin,
                end.isBefore(caEnd) ? end : caEnd);
        try {
            var identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes(role)))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            identifiers.createAuthorityKeyIdentifier(certificate.getPublicKey()))
                    .addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key));
            for (var alternative : names) {
                builder.addExtension(Extension.subjectAlternativeName, false, alternative);
            }
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        return signed(builder, this.key);
    }

    private static KeyPurposeId[] purposes(Role role) {
        var purposes = new ArrayList<>(List.of(KeyPurposeId.id_kp_clientAuth));
        if (role == Role.ROLE_WORKSTATION) {
            purposes.add(KeyPurposeId.id_kp_serverAuth);
        }
        var own = role.getValueDescriptor().getOptions().getExtension(Certificates.keyPurpose);
        purposes.add(KeyPurposeId.getInstance(new ASN1ObjectIdentifier(own)));
        return purposes.toArray(KeyPurposeId[]::new);
    }

    private static X509v3CertificateBuilder builder(
            X500Principal issuer, X500Principal subject, PublicKey key, Instant begin, Instant end) {
        var serial = new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0);
        return new JcaX509v3CertificateBuilder(
                issuer, serial, Date.from(begin.minus(BEFORE_NOW)), Date.from(end), subject, key);
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException {
        try {
            var signer = new JcaContentSignerBuilder(SIGNATURE).build(key);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
