package org.deskferry.host.access;

import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Role;

/**
 * The folder with this workstation's identity: {@code key.pem} and {@code request.pem}, which it makes, and {@code
 * certificate.pem} and {@code fleet.pem}, which the fleet's operator brings.
 */
public final class IdentityFolder {
    private static final String SIGNATURE = "SHA256withECDSA";

    private final Path folder;
    private final String name;

    public IdentityFolder(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Where the operator finds what the fleet has to sign. */
    public Path request() {
        return folder.resolve("request.pem");
    }

    /**
     * This workstation as it asks to be let into a fleet.
     *
     * @throws ProblemException (INTERNAL) if its key and request are not what {@link #prepare} made
     */
    public Applicant applicant() {
        try {
            var pair = new KeyPair(Pem.requestedKey(request()), Pem.key(keyFile()));
            if (!belong(pair.getPrivate(), pair.getPublic())) {
                throw new GeneralSecurityException("request.pem is for another key");
            }
            // Not what is in request.pem: the workstation may have got another name since.
            return new Applicant(name, pair, ByteString.copyFrom(sign(pair)), Applicant.selfMade(name, pair));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw ProblemException.causedBy(
                    e,
                    ProblemKind.PROBLEM_KIND_INTERNAL,
                    say("identity folder {0}", folder),
                    say("Its key.pem and request.pem cannot be used: {0}.", e.getMessage()),
                    say("Move both away and restart the host service: it makes new ones."));
        }
    }

    /**
     * Puts a certificate and the fleet's there, as an operator does who brings them. {@link #load} has them from then on.
     *
     * @throws ProblemException (NOT_TRUSTED) if they do not fit; nothing has changed then
     */
    public void takeUp(byte[] certificate, byte[] fleet) {
        try {
            check(Pem.key(keyFile()), Pem.certificate(certificate), Pem.certificate(fleet));
            Files.deleteIfExists(certificateFile());
            Pem.writeCertificate(fleetFile(), fleet);
            Pem.writeCertificate(certificateFile(), certificate);
        } catch (IOException | GeneralSecurityException e) {
            throw ProblemException.causedBy(
                    e,
                    ProblemKind.PROBLEM_KIND_INTERNAL,
                    say("identity folder {0}", folder),
                    say("The certificates cannot be put there: {0}.", e.getMessage()),
                    say("Check the disk of the workstation, and pair it again."));
        }
    }

    /** Makes the key, once, and the request for a certificate with this workstation's name. */
    public void prepare() {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (!Files.exists(keyFile())) {
                makeKey();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The identity, or empty while the operator has not brought the certificates.
     *
     * @throws ProblemException (NOT_TRUSTED) if what is there does not belong together
     */
    public Optional<Identity> load() {
        if (!Files.exists(certificateFile()) || !Files.exists(fleetFile())) {
            return Optional.empty();
        }
        try {
            var key = Pem.key(keyFile());
            var certificate = Pem.certificate(certificateFile());
            var fleet = Pem.certificate(fleetFile());
            check(key, certificate, fleet);
            return Optional.of(new Identity(name, key, certificate, fleet));
        } catch (IOException | GeneralSecurityException e) {
            throw ProblemException.causedBy(
                    e,
                    ProblemKind.PROBLEM_KIND_NOT_TRUSTED,
                    say("identity folder {0}", folder),
                    say("A file in it cannot be read: {0}.", e.getMessage()),
                    say("Copy certificate.pem and fleet.pem here again."));
        }
    }

    private void makeKey() throws IOException, GeneralSecurityException, OperatorCreationException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();
        // The request first: a key without one would never get a certificate.
        Pem.writeRequest(request(), sign(pair));
        Pem.writeKey(keyFile(), pair.getPrivate());
    }

    private byte[] sign(KeyPair pair) throws IOException, OperatorCreationException {
        return new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=" + name), pair.getPublic())
                .build(new JcaContentSignerBuilder(SIGNATURE).build(pair.getPrivate()))
                .getEncoded();
    }

    private void check(PrivateKey key, X509Certificate certificate, X509Certificate fleet)
            throws GeneralSecurityException {
        if (!belong(key, certificate.getPublicKey())) {
            throw wrong(say("certificate.pem is for another key."));
        }
        try {
            certificate.verify(fleet.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw wrong(say("certificate.pem is not signed by the fleet of fleet.pem."));
        }
        var caller = Caller.of(certificate).orElseThrow(() -> wrong(say("certificate.pem has no role in the fleet.")));
        if (caller.role() != Role.ROLE_WORKSTATION) {
            throw wrong(say("certificate.pem is that of an operator."));
        }
        if (!caller.name().equals(name)) {
            throw wrong(say(
                    "certificate.pem is for workstation {0}, but this one is called {1} (name in host.conf).",
                    caller.name(), name));
        }
    }

    private static boolean belong(PrivateKey key, PublicKey open) throws GeneralSecurityException {
        var challenge = "deskferry".getBytes(StandardCharsets.US_ASCII);
        var signature = Signature.getInstance(SIGNATURE);
        signature.initSign(key);
        signature.update(challenge);
        var signed = signature.sign();
        signature.initVerify(open);
        signature.update(challenge);
        return signature.verify(signed);
    }

    private ProblemException wrong(Phrase reason) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_NOT_TRUSTED,
                say("identity folder {0}", folder),
                reason,
                say(
                        "Run 'deskferry fleet add {0} --replace' with the request.pem of this folder and copy certificate.pem "
                                + "and fleet.pem here.",
                        name));
    }

    private Path keyFile() {
        return folder.resolve("key.pem");
    }

    private Path certificateFile() {
        return folder.resolve("certificate.pem");
    }

    private Path fleetFile() {
        return folder.resolve("fleet.pem");
    }
}
