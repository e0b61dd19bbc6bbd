package org.deskferry.app.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import org.deskferry.app.identity.Member;
import org.deskferry.app.scripted.Samples;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.Test;

/** A refusal is not a loss: after a refusal the pod is where it was, after a loss nobody knows. */
final class TroubleTest {
    private final Member member = new Member("wsa", "10.0.0.2", 7443);

    @Test
    void a_refusal_keeps_the_other_sides_words_and_is_settled() {
        var said = Samples.problem(ProblemKind.PROBLEM_KIND_POD_BUSY, "pod anna", "It is being moved.", "Wait.");
        var trouble = Trouble.of(Samples.refusal(said), member);
        assertEquals(said, trouble.problems().getFirst());
        assertFalse(trouble.unsettled());
    }

    @Test
    void a_refusal_stays_one_even_if_its_words_are_garbage() {
        var trailers = new Metadata();
        trailers.put(
                Metadata.Key.of("deskferry-problems-bin", Metadata.BINARY_BYTE_MARSHALLER),
                "no protobuf at all".getBytes(StandardCharsets.UTF_8));
        var trouble = Trouble.of(Status.UNAVAILABLE.asRuntimeException(trailers), member);
        assertFalse(trouble.unsettled());
        assertEquals(1, trouble.problems().size());
    }

    @Test
    void a_lost_workstation_leaves_things_unsettled() {
        assertTrue(Trouble.of(Status.UNAVAILABLE.asException(), member).unsettled());
        assertTrue(Trouble.silent(member).unsettled());
    }
}
