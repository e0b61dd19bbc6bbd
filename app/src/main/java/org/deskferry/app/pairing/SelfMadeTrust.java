package org.deskferry.app.pairing;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Lets a connection with any workstation without a fleet come about, and keeps the key that it has shown. It says nothing about who that is:
 * the code has to.
 */
final class SelfMadeTrust extends X509ExtendedTrustManager {
    /** In the message of what is thrown where a CA has signed the certificate. */
    static final String MEMBER = "the certificate of a member";

    private final AtomicReference<@Nullable PublicKey> seen = new AtomicReference<>();

    /** The key of all connections so far; empty before the first. */
    Optional<PublicKey> key() {
        return Optional.ofNullable(seen.get());
    }

    private void look(X509Certificate[] chain) throws CertificateException {
        var certificate = chain[0];
        if (!certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())) {
            throw new CertificateException(MEMBER);
        }
        try {
            certificate.verify(certificate.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new CertificateException("not self-made", e);
        }
        var key = certificate.getPublicKey();
        if (!seen.compareAndSet(null, key) && !key.equals(seen.get())) {
            throw new CertificateException("not the key that was shown before");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        look(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        look(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        look(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("this is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("this is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this is no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
