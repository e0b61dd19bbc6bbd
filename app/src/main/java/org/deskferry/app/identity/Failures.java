package org.deskferry.app.identity;

import static org.deskferry.proto.problem.Phrases.asIs;
import static org.deskferry.proto.problem.Phrases.say;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Problems;

/** What a failed call to a workstation means, in words. */
public final class Failures {
    private static final Metadata.Key<Problems> TRAILER =
            Metadata.Key.of("deskferry-problems-bin", ProtoUtils.metadataMarshaller(Problems.getDefaultInstance()));

    private Failures() {}

    /** The workstation's own words if it sent some, else ours; at least one problem. */
    public static List<Problem> of(Throwable failure, Member member) {
        var sent = sent(failure);
        if (!sent.isEmpty()) {
            return sent;
        }
        var complaint = complaint(failure);
        if (complaint.isPresent()) {
            return problem(
                    ProblemKind.PROBLEM_KIND_NOT_TRUSTED,
                    member,
                    say("At {0} is no workstation to trust: {1}.", member.address(), complaint.get()),
                    say("Check its address with 'deskferry fleet ls', and its certificate.pem and fleet.pem."));
        }
        var status = Status.fromThrowable(failure);
        return switch (status.getCode()) {
            // A host service that is being stopped cancels its calls before it closes its port; nobody looks at what
            // this app cancels.
            case UNAVAILABLE, CANCELLED ->
                problem(
                        ProblemKind.PROBLEM_KIND_UNREACHABLE,
                        member,
                        say("It does not answer at {0}{1}.", member.address(), detail(failure)),
                        say(
                                "Check that the machine is on, that its host service runs and that no firewall is between."));
            case DEADLINE_EXCEEDED ->
                problem(
                        ProblemKind.PROBLEM_KIND_UNREACHABLE,
                        member,
                        say("It took too long to answer."),
                        say("Try again; if it stays so, look at the machine's load and its host service's log."));
            case RESOURCE_EXHAUSTED ->
                problem(
                        ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                        member,
                        say("What was sent, or what it answered, is larger than a message may be."),
                        say("Ask for less."));
            case UNIMPLEMENTED ->
                problem(
                        ProblemKind.PROBLEM_KIND_INTERNAL,
                        member,
                        say("Its host service does not know this call."),
                        say("Run the same version of Deskferry everywhere."));
            default ->
                problem(
                        ProblemKind.PROBLEM_KIND_INTERNAL,
                        member,
                        say("The call failed: {0}.", status.getCode()),
                        say("Look into the log of its host service."));
        };
    }

    /** Whether the call was lost on the way, so that nobody knows what became of it; else the workstation has answered. */
    public static boolean isLoss(Throwable failure) {
        var trailers = Status.trailersFromThrowable(failure);
        if (trailers != null && trailers.containsKey(TRAILER)) {
            return false;
        }
        return switch (Status.fromThrowable(failure).getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, UNKNOWN -> true;
            default -> false;
        };
    }

    private static List<Problem> problem(ProblemKind kind, Member member, Phrase reason, Phrase remedy) {
        return List.of(Phrases.problem(kind, say("workstation {0}", member.name()), reason, remedy));
    }

    private static List<Problem> sent(Throwable failure) {
        try {
            return Optional.ofNullable(Status.trailersFromThrowable(failure))
                    .map(trailers -> trailers.get(TRAILER))
                    .map(Problems::getProblemsList)
                    .orElse(List.of());
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static Optional<Phrase> complaint(Throwable failure) {
        var causes = causes(failure);
        return causes.reversed().stream()
                .map(Failures::known)
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
        } else if (cause instanceof CertPathBuilderException || text.contains("signature check failed")) {
            return Optional.of(say("its certificate is not of this fleet"));
        } else if (text.contains("no subject alternative") || text.contains("no name matching")) {
            return Optional.of(say("its certificate has another name"));
        } else if (text.contains("extended key usage")) {
            return Optional.of(say("its certificate is not that of a workstation"));
        } else if (text.contains("not an ssl/tls record")) {
            return Optional.of(say("it does not speak TLS"));
        } else if (text.contains("received fatal alert")) {
            return Optional.of(say("it does not accept this operator's certificate ({0})", cause.getMessage()));
        }
        return Optional.empty();
    }

    private static Phrase detail(Throwable failure) {
        if (Status.fromThrowable(failure).getCode() == Status.Code.CANCELLED) {
            return say(", it has ended the connection");
        }
        var texts = causes(failure).toString().toLowerCase(Locale.ROOT);
        if (texts.contains("connection refused")) {
            return say(", nothing listens there");
        } else if (texts.contains("timed out")) {
            return say(", nobody is there");
        } else if (texts.contains("unknownhost") || texts.contains("unable to resolve host")) {
            return say(", a name that nobody knows");
        } else if (texts.contains("unreachable") || texts.contains("no route")) {
            return say(", where no route leads");
        }
        return asIs("");
    }

    private static List<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .toList();
    }
}
