package org.deskferry.app.identity;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * What an operator shows to workstations, and by what workstations are known.
 *
 * @param fleet the fleet's CA certificate, the only one that is trusted
 */
public record Credentials(PrivateKey key, X509Certificate certificate, X509Certificate fleet) {}
