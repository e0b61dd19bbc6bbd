package org.deskferry.host.access;

import static org.deskferry.proto.problem.Phrases.say;

import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.deskferry.proto.v1.Phrase;

/** Why two machines did not come to trust each other, in words. */
final class Trust {
    private Trust() {}

    /** What was wrong in a handshake; empty if it was not about trust at all: the other end hung up, or was not there. */
    static Optional<Phrase> complaint(Throwable failure) {
        var causes = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .toList();
        if (causes.stream().anyMatch(ClosedChannelException.class::isInstance)) {
            return Optional.empty();
        }
        return causes.reversed().stream()
                .map(Trust::known)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> causes.stream()
                        .filter(SSLException.class::isInstance)
                        .findFirst()
                        .map(cause -> say("the TLS handshake failed: {0}", cause.getMessage())));
    }

    private static Optional<Phrase> known(Throwable cause) {
        var text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (cause instanceof CertificateExpiredException) {
            return Optional.of(say("its certificate has expired"));
        } else if (cause instanceof CertificateNotYetValidException) {
            return Optional.of(say("its certificate is not valid yet (are both clocks right?)"));
        } else if (cause instanceof CertPathBuilderException || text.contains("signature check failed")) {
            return Optional.of(say("its certificate is not of this fleet"));
        } else if (text.contains("empty client certificate chain")) {
            return Optional.of(say("it showed no certificate"));
        } else if (text.contains("no subject alternative") || text.contains("no name matching")) {
            return Optional.of(say("its certificate has another name"));
        } else if (text.contains("extended key usage")) {
            return Optional.of(say("its certificate is not that of a workstation"));
        } else if (text.contains("not an ssl/tls record")) {
            return Optional.of(say("it does not speak TLS"));
        } else if (text.contains("protocol version") || text.contains("no appropriate protocol")) {
            return Optional.of(say("it does not speak TLS 1.3"));
        } else if (text.contains("received fatal alert")) {
            return Optional.of(say("it does not accept our certificate ({0})", cause.getMessage()));
        }
        return Optional.empty();
    }
}
