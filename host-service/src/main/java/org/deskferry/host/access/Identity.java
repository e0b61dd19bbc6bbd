package org.deskferry.host.access;

import static org.deskferry.proto.problem.Phrases.say;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/**
 * What this workstation shows to others, and by what it knows them.
 *
 * @param certificate its own, for {@code key}, with {@code name} in it
 * @param fleet the fleet's CA certificate, the only one that is trusted
 */
public record Identity(String name, PrivateKey key, X509Certificate certificate, X509Certificate fleet) {
    private static final Duration NOTICE = Duration.ofDays(30);

    /** Certificates that are about to expire, or have. */
    public List<Problem> problems(Instant now) {
        return Stream.concat(
                        expiry(now, certificate, say("certificate of workstation {0}", name), renewal()),
                        expiry(
                                now,
                                fleet,
                                say("fleet certificate"),
                                say("Make a new fleet with 'deskferry fleet init' and add every workstation to it.")))
                .toList();
    }

    private Phrase renewal() {
        return say(
                "Run 'deskferry fleet add {0} --replace' with this machine's request.pem, copy the new "
                        + "certificate.pem here and restart the host service.",
                name);
    }

    private static Stream<Problem> expiry(Instant now, X509Certificate certificate, Phrase thing, Phrase remedy) {
        var end = certificate.getNotAfter().toInstant();
        if (now.plus(NOTICE).isBefore(end)) {
            return Stream.empty();
        }
        var day = LocalDate.ofInstant(end, ZoneOffset.UTC);
        return Stream.of(Phrases.problem(
                ProblemKind.PROBLEM_KIND_CERTIFICATE_EXPIRES,
                thing,
                now.isAfter(end) ? say("It expired on {0}.", day) : say("It expires on {0}.", day),
                remedy));
    }
}
