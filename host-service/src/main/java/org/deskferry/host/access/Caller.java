package org.deskferry.host.access;

import io.grpc.Context;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.deskferry.proto.v1.Certificates;
import org.deskferry.proto.v1.Role;

/** Who a certificate of the fleet stands for. */
public record Caller(String name, Role role) {
    static final Context.Key<Caller> CALLER = Context.key("caller");

    /**
     * Who made the call that this thread serves.
     *
     * @throws IllegalStateException outside a call
     */
    public static Caller current() {
        return Optional.ofNullable(CALLER.get()).orElseThrow(() -> new IllegalStateException("not in a call"));
    }

    /** The one at the other end; empty if its certificate has no role or no name. */
    static Optional<Caller> of(SSLSession session) {
        try {
            return Arrays.stream(session.getPeerCertificates()).findFirst().flatMap(Caller::of);
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /** Whom a certificate stands for; that the fleet's CA signed it is for others to check. */
    static Optional<Caller> of(Certificate certificate) {
        return certificate instanceof X509Certificate x509
                ? role(x509).flatMap(role -> name(x509).map(name -> new Caller(name, role)))
                : Optional.empty();
    }

    private static Optional<Role> role(X509Certificate certificate) {
        try {
            var purposes =
                    Optional.ofNullable(certificate.getExtendedKeyUsage()).orElse(List.of());
            return Arrays.stream(Role.values())
                    .filter(role -> role != Role.UNRECOGNIZED)
                    .filter(role -> purposes.contains(
                            role.getValueDescriptor().getOptions().getExtension(Certificates.keyPurpose)))
                    .findFirst();
        } catch (CertificateParsingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> name(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> String.valueOf(part.getValue()))
                            .findFirst();
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return (role == Role.ROLE_WORKSTATION ? "workstation " : "operator ") + name;
    }
}
