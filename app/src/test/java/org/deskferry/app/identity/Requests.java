package org.deskferry.app.identity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Certificate requests as workstations make them. */
public final class Requests {
    private Requests() {}

    public static KeyPair newKeys() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** Writes the request of a workstation that calls itself {@code name}. */
    public static Path write(Path file, String name, KeyPair keys) throws Exception {
        return write(file, name, keys, "SHA256withECDSA", keys);
    }

    /** A request for one key that is signed with another. */
    static Path write(Path file, String name, KeyPair keys, String algorithm, KeyPair signer) throws Exception {
        var request = new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=" + name), keys.getPublic())
                .build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()));
        Files.deleteIfExists(file);
        SafeFile.writePem(file, "CERTIFICATE REQUEST", request.getEncoded());
        return file;
    }
}
