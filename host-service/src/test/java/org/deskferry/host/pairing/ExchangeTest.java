package org.deskferry.host.pairing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.deskferry.host.access.IdentityFolder;
import org.deskferry.host.access.PairingFleet;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.pairing.PairingCode;
import org.deskferry.proto.v1.PairRequest;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The workstation's side, and what an operator or somebody else may send it. */
@Timeout(120)
final class ExchangeTest {
    @TempDir
    private Path parent;

    private final PairingFleet fleet = new PairingFleet();
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private IdentityFolder folder;
    private Invitations invitations;

    ExchangeTest() throws Exception {}

    @BeforeEach
    void prepare() {
        folder = new IdentityFolder(parent.resolve("identity"), "desk-1");
        folder.prepare();
        invitations = new Invitations(folder, folder.applicant(), () -> now);
    }

    private TestOperator operator(PairingCode code) {
        return new TestOperator(fleet, code, folder.applicant());
    }

    @Test
    void theRightCodeMakesAMember() throws Exception {
        var invitation = invitations.invite();
        var exchange = invitations.begin();
        operator(invitation.code()).run(exchange);
        assertTrue(exchange.isDone());
        var identity = folder.load().orElseThrow();
        assertEquals("desk-1", identity.name());
        assertEquals(fleet.authority(), identity.fleet());
        assertEquals(Invitation.Fate.USED, invitations.fate(invitation));
        assertProblem(ProblemKind.PROBLEM_KIND_NO_PAIRING_CODE, invitations::begin);
    }

    @Test
    void aWorkstationWithAnotherNameByNowAsksUnderThatName() throws Exception {
        folder = new IdentityFolder(parent.resolve("identity"), "desk-9");
        invitations = new Invitations(folder, folder.applicant(), () -> now);
        var invitation = invitations.invite();
        operator(invitation.code()).run(invitations.begin());
        assertEquals("desk-9", folder.load().orElseThrow().name());
    }

    @Test
    void aWrongCodeCostsATryAndTheThirdEndsIt() throws Exception {
        var invitation = invitations.invite();
        for (var left = 2; left >= 0; left--) {
            var refusal = assertProblem(
                    ProblemKind.PROBLEM_KIND_NOT_TRUSTED,
                    () -> operator(wrong(invitation)).run(invitations.begin()));
            assertEquals(left, invitation.triesLeft());
            assertTrue(refusal.contains(left == 0 ? "of no use any more" : "tries left: " + left), refusal);
        }
        assertEquals(Invitation.Fate.GUESSED_AT, invitations.fate(invitation));
        assertProblem(
                ProblemKind.PROBLEM_KIND_NO_PAIRING_CODE,
                () -> operator(invitation.code()).run(invitations.begin()));
        assertTrue(folder.load().isEmpty());
    }

    /** All at the point of proving, so that none of them sees another fail. */
    @Test
    void exchangesAtOnceHaveNoMoreTries() throws Exception {
        var invitation = invitations.invite();
        var proofs = new ArrayList<Exchange>();
        var requests = new ArrayList<PairRequest>();
        for (var number = 0; number < 5; number++) {
            var exchange = invitations.begin();
            requests.add(
                    operator(number < 3 ? wrong(invitation) : invitation.code()).proof(exchange));
            proofs.add(exchange);
        }
        for (var number = 0; number < 5; number++) {
            var index = number;
            assertProblem(
                    ProblemKind.PROBLEM_KIND_NOT_TRUSTED,
                    () -> proofs.get(index).answer(requests.get(index)));
        }
        assertEquals(0, invitation.triesLeft());
    }

    @Test
    void afterTenMinutesItCountsNoMore() throws Exception {
        var invitation = invitations.invite();
        var begun = invitations.begin();
        var proof = operator(invitation.code()).proof(begun);
        now = now.plus(Duration.ofMinutes(10));
        assertProblem(ProblemKind.PROBLEM_KIND_NO_PAIRING_CODE, invitations::begin);
        assertProblem(ProblemKind.PROBLEM_KIND_NO_PAIRING_CODE, () -> begun.answer(proof));
        assertEquals(Invitation.Fate.EXPIRED, invitations.fate(invitation));
        assertFalse(invitations.isAnyOpen());
    }

    @Test
    void aNewCodeEndsTheOneBefore() {
        var first = invitations.invite();
        var second = invitations.invite();
        assertEquals(Invitation.Fate.WITHDRAWN, invitations.fate(first));
        assertProblem(
                ProblemKind.PROBLEM_KIND_NOT_TRUSTED,
                () -> operator(first.code()).run(invitations.begin()));
        assertEquals(2, second.triesLeft());
    }

    @Test
    void withoutACodeNothingBegins() {
        assertProblem(ProblemKind.PROBLEM_KIND_NO_PAIRING_CODE, invitations::begin);
    }

    @Test
    void whatWasHeardOfAnotherExchangeIsOfNoUse() throws Exception {
        var invitation = invitations.invite();
        var heard = new ArrayList<PairRequest>();
        var operator = operator(invitation.code());
        operator.listener(heard::add);
        operator.proof(invitations.begin());
        var again = invitations.begin();
        var _ = again.answer(heard.get(0));
        assertProblem(ProblemKind.PROBLEM_KIND_NOT_TRUSTED, () -> again.answer(heard.get(1)));
        assertEquals(3, invitation.triesLeft());
    }

    @Test
    void whoeverSpeaksOutOfTurnIsOut() throws Exception {
        var invitation = invitations.invite();
        var heard = new ArrayList<PairRequest>();
        var operator = operator(invitation.code());
        operator.listener(heard::add);
        operator.run(invitations.begin());
        invitations.invite();
        for (var steps : List.of(List.of(1), List.of(2), List.of(3), List.of(0, 0), List.of(0, 3), List.of(0, 2))) {
            var exchange = invitations.begin();
            for (var step : steps.subList(0, steps.size() - 1)) {
                var _ = exchange.answer(heard.get(step));
            }
            var last = heard.get(steps.getLast());
            assertProblem(ProblemKind.PROBLEM_KIND_BAD_REQUEST, () -> exchange.answer(last));
            assertProblem(ProblemKind.PROBLEM_KIND_BAD_REQUEST, () -> exchange.answer(heard.getFirst()));
        }
    }

    @Test
    void anotherFleetThanWasProvedIsNotTakenUp() throws Exception {
        var invitation = invitations.invite();
        var exchange = invitations.begin();
        var proof = operator(invitation.code()).proof(exchange).toBuilder();
        proof.getProofBuilder()
                .setFleet(ByteString.copyFrom(new PairingFleet().authority().getEncoded()));
        assertProblem(ProblemKind.PROBLEM_KIND_NOT_TRUSTED, () -> exchange.answer(proof.build()));
        assertEquals(2, invitation.triesLeft());
    }

    @Test
    void anotherCertificateThanWasProvedIsNotTakenUp() throws Exception {
        var invitation = invitations.invite();
        var operator = operator(invitation.code());
        var exchange = invitations.begin();
        var _ = exchange.answer(operator.proof(exchange));
        var admission = operator.admission().toBuilder();
        admission
                .getAdmissionBuilder()
                .setCertificate(ByteString.copyFrom(
                        fleet.certificate("desk-1", folder.applicant()).getEncoded()));
        assertProblem(ProblemKind.PROBLEM_KIND_NOT_TRUSTED, () -> exchange.answer(admission.build()));
        assertTrue(folder.load().isEmpty());
    }

    /** The operator means well, and signs nonsense; the code still counts for better. */
    @Test
    void aCertificateThatDoesNotFitIsNotTakenUp() throws Exception {
        var invitation = invitations.invite();
        var operator = operator(invitation.code());
        operator.signs("desk-2");
        assertProblem(ProblemKind.PROBLEM_KIND_NOT_TRUSTED, () -> operator.run(invitations.begin()));
        assertTrue(Files.notExists(parent.resolve("identity/certificate.pem")));
        operator(invitation.code()).run(invitations.begin());
        assertTrue(folder.load().isPresent());
    }

    @Test
    void aCodeHasAnEndOfExchangesToo() {
        var invitation = invitations.invite();
        for (var number = 0; number < Invitation.EXCHANGES; number++) {
            var _ = invitations.begin();
        }
        assertProblem(ProblemKind.PROBLEM_KIND_NO_PAIRING_CODE, invitations::begin);
        assertEquals(Invitation.Fate.OVERRUN, invitations.fate(invitation));
    }

    private static PairingCode wrong(Invitation invitation) {
        var shown = invitation.code().shown();
        return PairingCode.parse((shown.startsWith("1") ? "2" : "1") + shown.substring(1));
    }

    private interface Deed {
        void run() throws Exception;
    }

    private static String assertProblem(ProblemKind kind, Deed deed) {
        var problem = assertThrows(ProblemException.class, deed::run).problems().getFirst();
        assertEquals(kind, problem.getKind(), problem.toString());
        assertFalse(problem.getRemedy().isEmpty());
        return problem.getReason();
    }
}
