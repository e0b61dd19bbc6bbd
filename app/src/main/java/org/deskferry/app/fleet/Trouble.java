package org.deskferry.app.fleet;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Problems;

/** Turns what went wrong in a call into words: the other side's own where it sent some. */
final class Trouble {
    static final Metadata.Key<Problems> TRAILER =
            Metadata.Key.of("deskferry-problems-bin", ProtoUtils.metadataMarshaller(Problems.getDefaultInstance()));

    // "finishConnect(..) failed with error(-111): Connection refused": only the end of it is for people.
    private static final Pattern SYSTEM_CALL = Pattern.compile("^\\w+\\(\\.\\.\\) failed( with error\\(-\\d+\\))?: ");

    private static final Words WORDS = Words.beside(Trouble.class);

    private Trouble() {}

    static TroubleException of(Throwable failure, Member member) {
        var status = Status.fromThrowable(failure);
        var said = said(failure);
        if (said.isPresent()) {
            return new TroubleException(said.get().getProblemsList());
        }
        if (isAboutTrust(failure) || status.getCode() == Status.Code.UNAUTHENTICATED) {
            return one(ProblemKind.PROBLEM_KIND_NOT_TRUSTED, "trust", false, member, detail(failure, status));
        }
        return switch (status.getCode()) {
            case UNAVAILABLE ->
                one(ProblemKind.PROBLEM_KIND_UNREACHABLE, "unreachable", true, member, detail(failure, status));
            case DEADLINE_EXCEEDED -> silent(member);
            case PERMISSION_DENIED ->
                one(ProblemKind.PROBLEM_KIND_NOT_ALLOWED, "denied", false, member, detail(failure, status));
            case UNIMPLEMENTED ->
                one(ProblemKind.PROBLEM_KIND_INTERNAL, "version", false, member, detail(failure, status));
            default -> one(ProblemKind.PROBLEM_KIND_INTERNAL, "internal", true, member, detail(failure, status));
        };
    }

    /** The member took the call and then said nothing. */
    static TroubleException silent(Member member) {
        return one(ProblemKind.PROBLEM_KIND_TIMED_OUT, "silent", true, member, "");
    }

    private static TroubleException one(ProblemKind kind, String key, boolean unsettled, Member member, String detail) {
        var problem = Problem.newBuilder()
                .setKind(kind)
                .setThing(WORDS.of("trouble.thing", member.name()))
                .setReason(WORDS.of("trouble." + key + ".reason", member.address(), detail))
                .setRemedy(WORDS.of("trouble." + key + ".remedy", member.name(), member.address()))
                .build();
        return new TroubleException(List.of(problem), unsettled);
    }

    private static Optional<Problems> said(Throwable failure) {
        var trailers = Status.trailersFromThrowable(failure);
        if (trailers == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(trailers.get(TRAILER)).filter(problems -> problems.getProblemsCount() > 0);
        } catch (IllegalArgumentException garbage) {
            return Optional.empty();
        }
    }

    private static boolean isAboutTrust(Throwable failure) {
        return chain(failure).anyMatch(cause -> cause instanceof SSLException || cause instanceof CertificateException);
    }

    private static String detail(Throwable failure, Status status) {
        var text = chain(failure)
                .skip(1)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .reduce((outer, inner) -> inner)
                .orElseGet(() -> Objects.requireNonNullElse(
                        status.getDescription(), status.getCode().toString()));
        return SYSTEM_CALL.matcher(text).replaceFirst("");
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }
}
