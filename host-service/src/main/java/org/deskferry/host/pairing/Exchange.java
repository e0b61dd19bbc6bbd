package org.deskferry.host.pairing;

import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.ByteString;
import java.time.InstantSource;
import java.util.Optional;
import org.deskferry.host.access.Applicant;
import org.deskferry.host.access.IdentityFolder;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.pairing.KeyAgreement;
import org.deskferry.pairing.NotAgreedException;
import org.deskferry.pairing.SharedKeys;
import org.deskferry.pairing.SharedKeys.Purpose;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.OperatorProof;
import org.deskferry.proto.v1.PairRequest;
import org.deskferry.proto.v1.PairRequest.StepCase;
import org.deskferry.proto.v1.PairResponse;
import org.deskferry.proto.v1.PairingAdmission;
import org.deskferry.proto.v1.PairingDone;
import org.deskferry.proto.v1.PairingFirst;
import org.deskferry.proto.v1.PairingSecond;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.WorkstationProof;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workstation's side of one try at its code, a step a message. What fails ends it. */
public final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final IdentityFolder folder;
    private final Applicant applicant;
    private final Invitation invitation;
    private final InstantSource clock;
    private final KeyAgreement agreement;
    private StepCase next = StepCase.FIRST;
    private Optional<PairingSecond> prepared = Optional.empty();
    private Optional<SharedKeys> keys = Optional.empty();
    private ByteString fleet = ByteString.EMPTY;

    Exchange(IdentityFolder folder, Applicant applicant, Invitation invitation, InstantSource clock) {
        this.folder = folder;
        this.applicant = applicant;
        this.invitation = invitation;
        this.clock = clock;
        this.agreement =
                KeyAgreement.ofWorkstation(invitation.code(), applicant.keys().getPublic());
    }

    /**
     * The answer to the next message.
     *
     * @throws ProblemException (NOT_TRUSTED, BAD_REQUEST, INTERNAL) the exchange is over
     */
    public PairResponse answer(PairRequest request) {
        var step = request.getStepCase();
        if (step != next) {
            next = StepCase.STEP_NOT_SET;
            throw outOfTurn();
        }
        // Until the answer is made: whoever fails cannot go on.
        next = StepCase.STEP_NOT_SET;
        try {
            var answer = PairResponse.newBuilder();
            switch (step) {
                case FIRST -> answer.setFirst(first(request.getFirst()));
                case SECOND -> answer.setSecond(second(request.getSecond()));
                case PROOF -> answer.setProof(proof(request.getProof()));
                case ADMISSION -> answer.setDone(admission(request.getAdmission()));
                case STEP_NOT_SET -> throw outOfTurn();
            }
            next = following(step);
            return answer.build();
        } catch (NotAgreedException e) {
            throw refused(
                    say(
                            "What was sent does not fit this workstation's key, so it was altered on the way or is for another."));
        }
    }

    public boolean isDone() {
        return next == StepCase.STEP_NOT_SET;
    }

    private static StepCase following(StepCase step) {
        return switch (step) {
            case FIRST -> StepCase.SECOND;
            case SECOND -> StepCase.PROOF;
            case PROOF -> StepCase.ADMISSION;
            case ADMISSION, STEP_NOT_SET -> StepCase.STEP_NOT_SET;
        };
    }

    private PairingFirst first(PairingFirst message) throws NotAgreedException {
        var own = agreement.first();
        prepared = Optional.of(agreement.second(message));
        return own;
    }

    private PairingSecond second(PairingSecond message) throws NotAgreedException {
        keys = Optional.of(agreement.keys(message));
        return prepared.orElseThrow();
    }

    private WorkstationProof proof(OperatorProof message) {
        fleet = message.getFleet();
        var isKnown = invitation.isKnown(
                clock.instant(),
                () -> keys.orElseThrow().isProved(Purpose.OPERATOR, fleet.toByteArray(), message.getProof()));
        if (!isKnown) {
            throw switch (invitation.fate(clock.instant())) {
                case OPEN, GUESSED_AT -> wrongCode();
                case USED, OVERRUN, EXPIRED, WITHDRAWN -> lateCode();
            };
        }
        return WorkstationProof.newBuilder()
                .setProof(keys.orElseThrow().proof(Purpose.WORKSTATION, fleet.toByteArray()))
                .build();
    }

    private PairingDone admission(PairingAdmission message) {
        var certificate = message.getCertificate().toByteArray();
        if (!keys.orElseThrow().isProved(Purpose.ADMISSION, certificate, message.getProof())) {
            throw refused(say("The certificate is not from whoever knew the code."));
        }
        if (!invitation.use(clock.instant(), () -> folder.takeUp(certificate, fleet.toByteArray()))) {
            throw lateCode();
        }
        LOG.info("Paired: this workstation belongs to a fleet now");
        return PairingDone.getDefaultInstance();
    }

    private ProblemException wrongCode() {
        var left = invitation.triesLeft();
        LOG.atWarn().addKeyValue("tries-left", left).log("Somebody tried to pair with a wrong code");
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_NOT_TRUSTED,
                say("pairing code"),
                left == 0
                        ? say(
                                "It is not the one that workstation {0} showed, which is of no use any more.",
                                applicant.name())
                        : say("It is not the one that workstation {0} shows; tries left: {1}.", applicant.name(), left),
                left == 0
                        ? say("Run 'deskferry-host pair' there again and type the new code.")
                        : say("Compare it with what 'deskferry-host pair' shows there, and try again."));
    }

    private ProblemException lateCode() {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_NO_PAIRING_CODE,
                say("pairing code"),
                say("It counts no more."),
                say("Run 'deskferry-host pair' at workstation {0} again and type the new code.", applicant.name()));
    }

    private ProblemException refused(Phrase reason) {
        LOG.atWarn().addKeyValue("reason", Phrases.english(reason)).log("Somebody was refused who tried to pair");
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_NOT_TRUSTED,
                say("pairing with workstation {0}", applicant.name()),
                reason,
                say("Check the address; if it is right, somebody may stand between: use a network that you trust."));
    }

    private static ProblemException outOfTurn() {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                say("pairing"),
                say("A message came out of turn."),
                say("Run the same version of Deskferry on both machines, and pair again."));
    }
}
