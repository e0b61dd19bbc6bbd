package org.deskferry.app.identity;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.ProblemKind;

/** Makes a fleet, and takes workstations into it. */
public final class FleetOffice {
    private static final int CURVE_BITS = 256;

    private final FleetFolder folder;

    public FleetOffice(FleetFolder folder) {
        this.folder = folder;
    }

    /** Makes the fleet: its CA, an operator's key and certificate, and an empty list of members. */
    public void init(String operator) throws FleetException {
        try {
            if (isUsed(folder.path())) {
                throw new FleetException(
                        ProblemKind.PROBLEM_KIND_NAME_IN_USE,
                        say("folder {0}", folder.path()),
                        say("It is not empty."),
                        say("Name another folder, or move this one away if its fleet is no longer wanted."));
            }
            var parent = folder.path().toAbsolutePath().getParent();
            Files.createDirectories(parent == null ? folder.path() : parent);
            var fresh = Files.createTempDirectory(parent == null ? folder.path() : parent, ".fleet-");
            fill(new FleetFolder(fresh), operator);
            Files.move(fresh, folder.path(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw cannotWrite(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Signs a workstation's request, enters it in the list and puts certificate.pem and fleet.pem into {@code out}.
     *
     * @param replace whether a member of this name may be there already
     * @return the workstation's certificate
     */
    public X509Certificate add(Member member, Path request, Path out, boolean replace) throws FleetException {
        return sign(member, new PemFile(request).request(), say("request {0}", request), out, replace);
    }

    /**
     * As {@link #add}, for a request that came another way, and into the usual place.
     *
     * @param request PKCS #10, DER
     * @return the workstation's certificate
     */
    public X509Certificate admit(Member member, byte[] request, boolean replace) throws FleetException {
        var thing = say("request of workstation {0}", member.name());
        try {
            var read = new JcaPKCS10CertificationRequest(request);
            return sign(member, read, thing, usualOut(member), replace);
        } catch (IOException e) {
            throw refused(thing, say("It cannot be read: {0}.", e.getMessage()));
        }
    }

    /** What {@link #add} would refuse by the list alone. */
    public void examine(Member member, boolean replace) throws FleetException {
        if (!Files.exists(folder.authority())) {
            throw Fleet.missing(folder.path());
        }
        refuseDuplicate(new Members(folder.members()), member, replace);
    }

    /** Whether there is a member of this name. */
    public boolean lists(String name) throws FleetException {
        return new Members(folder.members())
                .read().stream().anyMatch(member -> member.name().equals(name));
    }

    /** The CA's certificate. */
    public X509Certificate fleet() throws FleetException {
        return new PemFile(folder.authority()).certificate();
    }

    private X509Certificate sign(
            Member member, JcaPKCS10CertificationRequest request, Phrase thing, Path out, boolean replace)
            throws FleetException {
        if (!Files.exists(folder.authority())) {
            throw Fleet.missing(folder.path());
        }
        try (var lock = FileChannel.open(
                        folder.path().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = lock.lock()) {
            var members = new Members(folder.members());
            refuseDuplicate(members, member, replace);
            var key = checked(request, member, thing);
            var authority = new Authority(
                    new PemFile(folder.authority()).certificate(), new PemFile(folder.authorityKey()).key());
            var certificate = authority.signWorkstation(member.name(), key, Instant.now());
            Files.createDirectories(out);
            SafeFile.writePem(out.resolve("certificate.pem"), "CERTIFICATE", certificate.getEncoded());
            SafeFile.writePem(
                    out.resolve("fleet.pem"),
                    "CERTIFICATE",
                    authority.certificate().getEncoded());
            members.put(member);
            return certificate;
        } catch (IOException e) {
            throw cannotWrite(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where {@link #add} is to put a member's files if nobody says otherwise. */
    public Path usualOut(Member member) {
        return folder.signed(member.name());
    }

    private static boolean isUsed(Path path) throws IOException {
        if (!Files.exists(path)) {
            return false;
        }
        try (Stream<Path> content = Files.list(path)) {
            return content.findAny().isPresent();
        }
    }

    private static void fill(FleetFolder folder, String operator) throws IOException, GeneralSecurityException {
        var now = Instant.now();
        var authority = Authority.create(now);
        var operatorKey = Authority.newKey();
        var certificate = authority.signOperator(operator, operatorKey.getPublic(), now);
        SafeFile.writeSecretPem(
                folder.authorityKey(), "PRIVATE KEY", authority.key().getEncoded());
        SafeFile.writePem(
                folder.authority(), "CERTIFICATE", authority.certificate().getEncoded());
        SafeFile.writeSecretPem(
                folder.operatorKey(), "PRIVATE KEY", operatorKey.getPrivate().getEncoded());
        SafeFile.writePem(folder.operator(), "CERTIFICATE", certificate.getEncoded());
        SafeFile.writeText(folder.members(), Members.HEADER);
        Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwx------"));
    }

    private static void refuseDuplicate(Members members, Member member, boolean replace) throws FleetException {
        for (var other : members.read()) {
            var same = other.name().equals(member.name());
            if (same && !replace) {
                throw new FleetException(
                        ProblemKind.PROBLEM_KIND_NAME_IN_USE,
                        say("workstation {0}", member.name()),
                        say("It is a member already, at {0}.", other.address()),
                        say("Choose another name, or add it with --replace if it is the same machine."));
            }
            if (!same && other.address().equals(member.address())) {
                throw new FleetException(
                        ProblemKind.PROBLEM_KIND_NAME_IN_USE,
                        say("workstation {0}", member.name()),
                        say("At {0} is the member {1}.", member.address(), other.name()),
                        say("Check the address, or take {0} off the list in members.conf.", other.name()));
            }
        }
    }

    private static PublicKey checked(JcaPKCS10CertificationRequest request, Member member, Phrase thing)
            throws FleetException {
        try {
            var key = request.getPublicKey();
            var verifier = new JcaContentVerifierProviderBuilder().build(key);
            if (!request.isSignatureValid(verifier)) {
                throw refused(thing, say("Its signature is wrong, so it was damaged or altered on the way."));
            }
            if (!(key instanceof ECPublicKey ec)
                    || ec.getParams().getCurve().getField().getFieldSize() != CURVE_BITS) {
                throw refused(thing, say("Its key is not an EC key on P-256."));
            }
            var names = request.getSubject().getRDNs(BCStyle.CN);
            var name = names.length == 0
                    ? ""
                    : IETFUtils.valueToString(names[0].getFirst().getValue());
            if (!name.equals(member.name())) {
                throw refused(thing, say("It is the request of a workstation that calls itself '{0}'.", name));
            }
            return key;
        } catch (GeneralSecurityException | OperatorCreationException | PKCSException e) {
            throw refused(thing, say("It cannot be verified: {0}.", e.getMessage()));
        }
    }

    private static FleetException refused(Phrase thing, Phrase reason) {
        return new FleetException(
                ProblemKind.PROBLEM_KIND_NOT_TRUSTED,
                thing,
                reason,
                say(
                        "Copy request.pem from the workstation's identity folder again, and use the name in its host.conf."));
    }

    private FleetException cannotWrite(IOException cause) {
        return new FleetException(
                cause,
                ProblemKind.PROBLEM_KIND_INTERNAL,
                say("fleet {0}", folder.path()),
                say("Its files cannot be written: {0}.", cause),
                say("Check the disk and that you may write there."));
    }
}
