package org.deskferry.app.identity;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * What an operator shows to workstations, and by what workstations are known.
 *
 * @param fleet the fleet's CA certificate, the only one that is trusted
 */
public record Credentials(PrivateKey key, X509Certificate certificate, X509Certificate fleet) {

    /** Who shows it, as the certificate calls them; empty if it does not. */
    public String operator() {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> String.valueOf(part.getValue()))
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException e) {
            return "";
        }
    }
}
