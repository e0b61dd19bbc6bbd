package org.deskferry.app.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLHandshakeException;
import org.deskferry.app.identity.Member;
import org.deskferry.app.scripted.Samples;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.Test;

/** Failures of calls as help for a person. */
final class TroubleTest {
    private final Member member = new Member("wsa", "10.0.0.2", 7443);

    @Test
    void the_other_sides_own_words_are_kept() {
        var said = Samples.problem(ProblemKind.PROBLEM_KIND_POD_BUSY, "pod anna", "It is being moved.", "Wait.");
        var trouble = Trouble.of(Samples.refusal(said), member);
        assertEquals(said, trouble.problems().getFirst());
        assertFalse(trouble.unsettled());
    }

    @Test
    void a_machine_that_does_not_answer_is_named_with_its_address() {
        var status = Status.UNAVAILABLE.withCause(new IOException(
                "io", new IOException("finishConnect(..) failed with error(-111): Connection refused")));
        var problem = only(status);
        assertEquals(ProblemKind.PROBLEM_KIND_UNREACHABLE, problem.getKind());
        assertEquals("workstation wsa", problem.getThing());
        assertEquals("Nothing answers at 10.0.0.2:7443 (Connection refused).", problem.getReason());
        assertTrue(Trouble.of(status.asException(), member).unsettled());
    }

    @Test
    void a_failed_handshake_is_about_trust_and_names_the_command() {
        var problem = only(Status.UNAVAILABLE.withCause(new SSLHandshakeException("certificate_unknown")));
        assertEquals(ProblemKind.PROBLEM_KIND_NOT_TRUSTED, problem.getKind());
        assertTrue(problem.getRemedy().contains("deskferry fleet add wsa --replace --address 10.0.0.2:7443"));
    }

    @Test
    void a_trailer_of_garbage_does_no_harm() {
        var trailers = new Metadata();
        trailers.put(
                Metadata.Key.of("deskferry-problems-bin", Metadata.BINARY_BYTE_MARSHALLER),
                "no protobuf at all".getBytes(StandardCharsets.UTF_8));
        var failure = Status.INTERNAL.withDescription("boom").asRuntimeException(trailers);
        assertEquals(
                "Something went wrong there (boom).",
                Trouble.of(failure, member).problems().getFirst().getReason());
    }

    private Problem only(Status status) {
        var problems = Trouble.of(status.asException(), member).problems();
        assertEquals(1, problems.size());
        return problems.getFirst();
    }
}
